-- How long mail of the queue is kept; null: for good. reliability.md 7.6
ALTER TABLE queues ADD COLUMN retention jsonb;
-- Nothing is left of what was said in it; mail that comes later opens it again.
ALTER TABLE threads ADD COLUMN erased_at timestamptz;
CREATE INDEX threads_by_age ON threads (last_activity_at, id) WHERE erased_at IS NULL;
