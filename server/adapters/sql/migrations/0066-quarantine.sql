-- Attachments in which a virus was found: kept, shown to nobody, and released one by one (mail.md 4.1 step 5).
CREATE TABLE quarantined_attachments (
  -- Of the attachment, once it is released.
  id             text PRIMARY KEY,
  place          bigint GENERATED ALWAYS AS IDENTITY,
  interaction_id text NOT NULL REFERENCES interactions,
  name           text NOT NULL,
  mime           text NOT NULL,
  size           bigint NOT NULL,
  sha256         text NOT NULL,
  content_id     text,
  is_embedded    boolean NOT NULL,
  signature      text NOT NULL,
  released_at    timestamptz,
  released_by    text,
  reason         text
);
CREATE INDEX quarantined_attachments_by_interaction ON quarantined_attachments (interaction_id, place);
CREATE INDEX quarantined_attachments_by_file ON quarantined_attachments (sha256);
