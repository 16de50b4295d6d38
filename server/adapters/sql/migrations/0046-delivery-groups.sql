-- A delivery is the group of recipients under way: those put off beside a 250 become a group of their own with the same bytes (mail.md 11.1).
ALTER TABLE deliveries
  ADD COLUMN group_number integer NOT NULL DEFAULT 1,
  -- The next hop has it for somebody of an earlier group: what people read says `sent` while the rest is tried again (wire.md 4.1).
  ADD COLUMN is_sent boolean NOT NULL DEFAULT false;
UPDATE deliveries d SET is_sent = true, group_number = 2 WHERE state <> 'sent' AND EXISTS (
  SELECT 1 FROM delivery_attempts a WHERE a.interaction_id = d.interaction_id AND a.outcome = 'accepted' AND a.at >= d.sealed_at);

-- What became of single recipients, where not all fared alike; the others are as their delivery is.
CREATE TABLE delivery_recipients (
  interaction_id text NOT NULL REFERENCES interactions,
  address        text NOT NULL,
  group_number   integer NOT NULL,
  state          text NOT NULL CHECK (state IN ('sent', 'retrying', 'failed')),
  code           integer,
  enhanced_code  text,
  text           text NOT NULL,
  at             timestamptz NOT NULL,
  PRIMARY KEY (interaction_id, address)
);
