-- How often a queue was written: whoever changes one names the version that they have seen.
ALTER TABLE queues ADD COLUMN version bigint NOT NULL DEFAULT 1;
