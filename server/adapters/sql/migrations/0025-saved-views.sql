-- Searches that people keep under a name (desktop.md 3.10).
CREATE TABLE saved_views (
  id          text PRIMARY KEY,
  user_id     text NOT NULL REFERENCES users ON DELETE CASCADE,
  name        text NOT NULL,
  icon        text NOT NULL DEFAULT '',
  query       text NOT NULL,
  sort        text NOT NULL,
  -- Ids of groups.
  shared_with text[] NOT NULL DEFAULT '{}',
  position    integer NOT NULL DEFAULT 0,
  version     bigint NOT NULL DEFAULT 1
);
CREATE INDEX saved_views_by_user ON saved_views (user_id);
CREATE INDEX saved_views_by_group ON saved_views USING gin (shared_with);
