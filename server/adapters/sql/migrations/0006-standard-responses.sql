-- Standard responses in a tree of categories, with approval, times of use, attachments and counts (wire.md 9, 5.17).
-- What was there becomes approved, each in the category that its text named: a path with "/" between its parts.

CREATE TABLE response_categories (
  id          text PRIMARY KEY,
  parent_id   text REFERENCES response_categories,
  name        text NOT NULL,
  description text NOT NULL DEFAULT '',
  language    text NOT NULL DEFAULT 'en',
  is_approved boolean NOT NULL DEFAULT true,
  modified_at timestamptz NOT NULL DEFAULT now(),
  version     bigint NOT NULL DEFAULT 1
);
-- Also the order of what lies below one; roots lie below ''.
CREATE UNIQUE INDEX response_categories_by_name ON response_categories (coalesce(parent_id, ''), name);

ALTER TABLE standard_responses
  ADD COLUMN category_id  text REFERENCES response_categories,
  ADD COLUMN description  text NOT NULL DEFAULT '',
  ADD COLUMN shortcut     text NOT NULL DEFAULT '',
  ADD COLUMN is_approved  boolean NOT NULL DEFAULT true,
  ADD COLUMN starts_at    timestamptz,
  ADD COLUMN expires_at   timestamptz,
  ADD COLUMN custom_codes jsonb NOT NULL DEFAULT '{}',
  ADD COLUMN modified_at  timestamptz NOT NULL DEFAULT now(),
  ADD COLUMN version      bigint NOT NULL DEFAULT 1,
  DROP CONSTRAINT standard_responses_category_name_language_key;

DO $$
DECLARE
  former record;
  part   text;
  place  text;
  below  text;
BEGIN
  FOR former IN SELECT category, min(language) AS language FROM standard_responses GROUP BY category ORDER BY category LOOP
    below := NULL;
    FOREACH part IN ARRAY string_to_array(former.category, '/') || ARRAY[''] LOOP
      -- Nothing but slashes and blanks: a root with the text as its name.
      IF trim(part) = '' AND (below IS NOT NULL OR replace(replace(former.category, '/', ''), ' ', '') <> '') THEN
        CONTINUE;
      END IF;
      part := coalesce(nullif(trim(part), ''), former.category);
      SELECT id INTO place FROM response_categories WHERE coalesce(parent_id, '') = coalesce(below, '') AND name = part;
      IF place IS NULL THEN
        place := substr(replace(gen_random_uuid()::text, '-', ''), 1, 16);
        INSERT INTO response_categories (id, parent_id, name, language) VALUES (place, below, part, former.language);
      END IF;
      below := place;
    END LOOP;
    UPDATE standard_responses SET category_id = below WHERE category = former.category;
  END LOOP;
END $$;

-- Texts that differed in blanks and empty parts alone name one category now: none of their responses is lost.
UPDATE standard_responses r SET name = r.name || ' (' || r.id || ')'
  FROM (SELECT id, row_number() OVER (PARTITION BY category_id, name, language ORDER BY category, id) AS place
    FROM standard_responses) numbered
  WHERE numbered.id = r.id AND numbered.place > 1;

ALTER TABLE standard_responses
  ALTER COLUMN category_id SET NOT NULL,
  DROP COLUMN category,
  ADD COLUMN search tsvector GENERATED ALWAYS AS (
    to_tsvector('simple'::regconfig,
      name || ' ' || shortcut || ' ' || left(description, 2000) || ' ' || left(subject, 2000) || ' '
        || left(regexp_replace(body, '<[^<>]*>', ' ', 'g'), 100000))
  ) STORED,
  ADD CONSTRAINT standard_responses_key UNIQUE (category_id, name, language);
CREATE INDEX standard_responses_by_name ON standard_responses (name, id);
CREATE INDEX standard_responses_in_category ON standard_responses (category_id, name, id);
CREATE INDEX standard_responses_by_language ON standard_responses (lower(language), name, id);
CREATE INDEX standard_responses_by_text ON standard_responses USING gin (search);

-- Documents that come along with a response; e-mails that link one keep a record of their own.
CREATE TABLE response_attachments (
  id          text PRIMARY KEY,
  place       bigint GENERATED ALWAYS AS IDENTITY,
  response_id text NOT NULL REFERENCES standard_responses ON DELETE CASCADE,
  name        text NOT NULL,
  mime        text NOT NULL,
  size        bigint NOT NULL,
  sha256      text NOT NULL,
  content_id  text,
  is_embedded boolean NOT NULL DEFAULT false
);
CREATE INDEX response_attachments_by_response ON response_attachments (response_id, place);
CREATE INDEX response_attachments_by_file ON response_attachments (sha256);

CREATE TABLE response_usages (
  response_id text NOT NULL REFERENCES standard_responses ON DELETE CASCADE,
  usage_type  text NOT NULL,
  user_id     text NOT NULL REFERENCES users ON DELETE CASCADE,
  count       bigint NOT NULL,
  last_at     timestamptz NOT NULL,
  PRIMARY KEY (response_id, usage_type, user_id)
);
CREATE INDEX response_usages_by_user ON response_usages (user_id, response_id);
