-- Documents are found by their id in whatever e-mail carries them.
CREATE INDEX interactions_by_document ON interactions USING gin (jsonb_path_query_array(attachments, '$[*].id')) WHERE attachments <> '[]';

-- Files that an e-mail has let go of: kept for a day after that, however old they are, because somebody may be linking them at this moment
-- or a backup may be copying what it has seen named.
CREATE TABLE released_files (
  sha256     text PRIMARY KEY,
  at         timestamptz NOT NULL
);
CREATE INDEX released_files_by_age ON released_files (at);
