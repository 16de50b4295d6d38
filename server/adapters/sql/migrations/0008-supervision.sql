-- What supervisors do: all outgoing mail can be held, and what waits is listed quickly.

-- Every Hold and Release of all mail begins a round; a delivery whose round is older has not heard of it yet.
CREATE TABLE outgoing_hold (
  one     boolean PRIMARY KEY DEFAULT true CHECK (one),
  is_held boolean NOT NULL DEFAULT false,
  round   bigint NOT NULL DEFAULT 0,
  note    text
);
INSERT INTO outgoing_hold DEFAULT VALUES;

ALTER TABLE deliveries ADD COLUMN hold_round bigint NOT NULL DEFAULT 0;
-- When it came into the send queue: by Send, or again by Resend or Release. Null: when it was sealed.
ALTER TABLE deliveries ADD COLUMN queued_at timestamptz;
CREATE INDEX deliveries_held ON deliveries (hold_round) WHERE state = 'held';

CREATE INDEX interactions_by_queue_and_state ON interactions (queue_id, state, received_at, id);
