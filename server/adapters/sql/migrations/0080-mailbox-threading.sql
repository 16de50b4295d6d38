-- By what else than Message-IDs a mailbox recognises answers (mail.md 5.1): a Reply-To that nobody can guess, a tag in the subject, the subject.
ALTER TABLE mailbox_rules
  ADD COLUMN reply_token boolean NOT NULL DEFAULT false,
  ADD COLUMN subject_tag boolean NOT NULL DEFAULT false,
  ADD COLUMN subject_rule boolean NOT NULL DEFAULT false;

-- The number in a thread's subject tag, given out when the first is written. A thread that others were joined to has theirs as well.
CREATE TABLE thread_numbers (
  number    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  thread_id text NOT NULL REFERENCES threads ON DELETE CASCADE
);
CREATE INDEX thread_numbers_by_thread ON thread_numbers (thread_id, number);
