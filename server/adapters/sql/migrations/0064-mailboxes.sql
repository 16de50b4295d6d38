-- What SPF, DKIM and DMARC of our domains were when somebody last looked, and when the next look is due (desktop.md 13: auth{}).
CREATE TABLE domain_auth (
  domain       text PRIMARY KEY,
  -- What it was asked for with: another key, another question.
  asked_with   text NOT NULL,
  -- Null until the first look is over.
  found        jsonb,
  -- Steady time.
  next_look    bigint NOT NULL
);

-- Admins change mailboxes while the server runs: If-Match names the version that they saw (desktop.md 13).
ALTER TABLE mailboxes ADD COLUMN version bigint NOT NULL DEFAULT 1;
