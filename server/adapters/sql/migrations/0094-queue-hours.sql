-- {timeZone, week, holidays}: when people work on a queue; its promise counts only that time. Null: all time counts.
ALTER TABLE queues ADD COLUMN hours jsonb;
-- The provisioning file that was applied last may name some, and nothing kept them: the next start with a file applies it again. One
-- without a file still leaves all that was set, also where an earlier migration had made this text empty, as if nothing ever was.
UPDATE centre SET fingerprint = 'changed by an upgrade' WHERE EXISTS (SELECT FROM settings);
