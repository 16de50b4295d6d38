-- Whether the mailbox's mail leaves with a bounce token in its envelope sender (mail.md 8.1); off for relays that bind the sender to the account.
ALTER TABLE mailbox_rules ADD COLUMN bounce_tag boolean NOT NULL DEFAULT true;
-- The envelope sender with that token, fixed when the mail was sealed; null: the mailbox itself.
ALTER TABLE deliveries ADD COLUMN return_path text;
