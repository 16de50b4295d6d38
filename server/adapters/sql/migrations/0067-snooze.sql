-- What an agent has put off: lies on their shelf until its time, which is the deadline of the interaction (desktop.md 13).
ALTER TABLE interactions ADD COLUMN snooze jsonb;
CREATE INDEX interactions_snoozed ON interactions ((snooze ->> 'user')) WHERE snooze IS NOT NULL;
CREATE INDEX interactions_asleep_in_thread ON interactions (thread_id) WHERE deadline_row = 'Wake';
