-- What threads that are no more were joined to: reply tokens and our own Message-IDs still name them (mail.md 5.2).
CREATE TABLE joined_threads (
  id        text PRIMARY KEY,
  thread_id text NOT NULL REFERENCES threads ON DELETE CASCADE
);
CREATE INDEX joined_threads_by_token ON joined_threads (lower(id));
CREATE INDEX joined_threads_by_thread ON joined_threads (thread_id);
