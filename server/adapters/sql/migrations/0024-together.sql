-- What colleagues say to each other beside the mail (desktop.md 3.6): notes of a thread, who has read it, who looks at what now.
CREATE TABLE notes (
  id        text PRIMARY KEY,
  thread_id text NOT NULL,
  user_id   text NOT NULL,
  text      text NOT NULL,
  -- User ids.
  mentions  text[] NOT NULL DEFAULT '{}',
  at        timestamptz NOT NULL
);
CREATE INDEX notes_by_thread ON notes (thread_id, at, id);

CREATE TABLE thread_reads (
  thread_id text NOT NULL,
  user_id   text NOT NULL REFERENCES users ON DELETE CASCADE,
  at        timestamptz NOT NULL,
  PRIMARY KEY (thread_id, user_id)
);

CREATE SEQUENCE presence_versions;

CREATE TABLE presences (
  interaction_id text NOT NULL REFERENCES interactions,
  user_id        text NOT NULL REFERENCES users ON DELETE CASCADE,
  level          text NOT NULL CHECK (level IN ('viewing', 'away', 'writing', 'watching')),
  -- Since when it is this level, on the wall clock; until when it lasts unless it is renewed, on steady time.
  since          timestamptz NOT NULL,
  until          bigint NOT NULL,
  PRIMARY KEY (interaction_id, user_id)
);
CREATE INDEX presences_by_end ON presences (until);

CREATE INDEX interactions_by_thread_in_order ON interactions (thread_id, received_at, id);
