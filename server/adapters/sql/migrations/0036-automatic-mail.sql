-- What a mailbox does by itself with what it receives (mail.md 6, 7).
CREATE TABLE mailbox_rules (
  mailbox_id      text PRIMARY KEY REFERENCES mailboxes ON DELETE CASCADE,
  spam            text NOT NULL CHECK (spam IN ('route', 'park')),
  -- { response, unauthenticated }; null: nothing is answered without a person.
  acknowledgement jsonb
);

-- Automatic mail by thread, ours and theirs: limits are counted from it, so that two robots facing each other fall silent (mail.md 7).
CREATE TABLE automatic_mails (
  interaction_id text PRIMARY KEY REFERENCES interactions,
  thread_id      text NOT NULL,
  -- Of ours: to whom it went.
  address        text,
  is_ours        boolean NOT NULL,
  at             timestamptz NOT NULL
);
CREATE INDEX automatic_mails_by_thread ON automatic_mails (thread_id, at);
CREATE INDEX automatic_mails_by_address ON automatic_mails (address, at) WHERE is_ours;

-- One automatic answer per thread, kind and day, whoever asks again (mail.md 7).
CREATE TABLE automatic_answer_keys (
  thread_id      text NOT NULL,
  kind           text NOT NULL,
  -- Days since 1970.
  day            integer NOT NULL,
  interaction_id text NOT NULL,
  PRIMARY KEY (thread_id, kind, day)
);
CREATE INDEX users_by_address ON users (lower(email_address));
