-- How many wait in each queue, and since when, without a look at anything else: asked all the time, also beside years of mail that is done.
CREATE INDEX interactions_waiting_since ON interactions (queue_id, received_at) WHERE state = 'Queued' AND is_read;
