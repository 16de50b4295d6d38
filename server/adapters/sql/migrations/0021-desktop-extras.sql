-- What the desktop shows of an e-mail besides what GWS does (desktop.md 13).
-- Since when the deadline runs, on the wall clock: of an invitation, when it was made.
ALTER TABLE interactions ADD COLUMN deadline_since timestamptz;
-- {replyMs, targetPercent}: within which time e-mails of this queue are to be answered, and how many of them.
ALTER TABLE queues ADD COLUMN sla jsonb;
