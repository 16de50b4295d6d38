-- Somebody asked for this message on purpose: it is taken in whatever else is known of it (mail.md 2.5).
ALTER TABLE imap_messages ADD COLUMN is_wanted boolean NOT NULL DEFAULT false;
CREATE INDEX imap_messages_wanted ON imap_messages (folder_id, uid_validity, uid) WHERE is_wanted AND outcome = 'retrying';
