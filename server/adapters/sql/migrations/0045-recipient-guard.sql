-- How strict a queue is with recipients before a mail goes out (mail.md 9): a level, or levels by kind. Null: warn.
ALTER TABLE queues ADD COLUMN recipient_guard jsonb;
