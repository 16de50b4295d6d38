-- How mail that arrives in a queue is confirmed where its mailbox says nothing (mail.md 7, product.md). Null: not at all.
ALTER TABLE queues ADD COLUMN acknowledgement jsonb;
-- The provisioning file that was applied last may name one, and nothing kept it: the next start applies it again.
UPDATE centre SET fingerprint = '';
