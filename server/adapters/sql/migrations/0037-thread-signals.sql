-- Outlook's conversation GUID of a thread's mails (mail.md 5.1-4).
CREATE TABLE thread_guids (
  guid      text NOT NULL,
  thread_id text NOT NULL,
  PRIMARY KEY (guid, thread_id)
);
-- Hops write the local part of a reply token in lower case.
CREATE INDEX threads_by_token ON threads (lower(id));
-- Split and Join move what is known of messages (mail.md 5.2).
CREATE INDEX message_ids_by_interaction ON message_ids (interaction_id) WHERE interaction_id <> '';
CREATE INDEX message_ids_by_thread ON message_ids (thread_id);
CREATE INDEX thread_guids_by_thread ON thread_guids (thread_id);
