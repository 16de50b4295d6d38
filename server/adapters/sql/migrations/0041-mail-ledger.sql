-- What came by SMTP to a mailbox on a UTC day: accepted and repeated are written with the mails, refusals soon after (mail.md 3.3).
CREATE TABLE mail_tallies (
  mailbox_id text NOT NULL REFERENCES mailboxes ON DELETE CASCADE,
  day        date NOT NULL,
  -- accepted, repeated, or refused:<reason>
  outcome    text NOT NULL,
  count      bigint NOT NULL,
  last_at    timestamptz NOT NULL,
  PRIMARY KEY (mailbox_id, day, outcome)
);
-- The tallies are compared with the mails themselves.
CREATE INDEX messages_by_arrival ON messages (received_at);
-- When a mailbox last sent something.
CREATE INDEX deliveries_sent_by_sender ON deliveries (from_address, sealed_at) WHERE state = 'sent';
