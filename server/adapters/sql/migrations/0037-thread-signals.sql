-- Outlook's conversation GUID of a thread's mails (mail.md 5.1-4).
CREATE TABLE thread_guids (
  guid      text NOT NULL,
  thread_id text NOT NULL,
  PRIMARY KEY (guid, thread_id)
);
-- Hops write the local part of a reply token in lower case.
CREATE INDEX threads_by_token ON threads (lower(id));
