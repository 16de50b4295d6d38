-- Attachments that the scanner could not judge wait in quarantine too, and are looked into again (mail.md 4.1 step 5).
ALTER TABLE quarantined_attachments
  ALTER COLUMN signature DROP NOT NULL,
  -- Why nobody knows: there is no signature then.
  ADD COLUMN because text,
  ADD COLUMN tries   integer NOT NULL DEFAULT 0,
  -- Steady milliseconds; null: never again.
  ADD COLUMN look_at bigint,
  ADD CHECK ((signature IS NULL) <> (because IS NULL));
CREATE INDEX quarantined_attachments_due ON quarantined_attachments (look_at, place) WHERE look_at IS NOT NULL;
