-- Mail shown in a frame by a ticket (desktop.md 6): what is known of each until it ends. The ticket itself is kept as a keyed hash.
CREATE TABLE mail_views (
  ticket_hash    text PRIMARY KEY,
  user_id        text NOT NULL REFERENCES users ON DELETE CASCADE,
  -- The HTTP session that asked; null when it was asked with credentials alone.
  session_hash   text,
  interaction_id text NOT NULL REFERENCES interactions,
  part           text NOT NULL CHECK (part IN ('html', 'quote', 'print', 'source')),
  mode           text NOT NULL CHECK (mode IN ('bridge', 'locked')),
  shows_remote   boolean NOT NULL,
  -- Addresses of pictures from outside: requests name a place in this list.
  remote         jsonb NOT NULL,
  expires_at     timestamptz NOT NULL
);
CREATE INDEX mail_views_by_end ON mail_views (expires_at);

-- Senders and mailboxes whose pictures from outside a person wants to see.
CREATE TABLE image_consents (
  user_id text NOT NULL REFERENCES users ON DELETE CASCADE,
  scope   text NOT NULL CHECK (scope IN ('sender', 'mailbox')),
  key     text NOT NULL,
  PRIMARY KEY (user_id, scope, key)
);
