-- The Contact Server: contacts with attributes, merging, history, and search over interactions. PostgreSQL 15 to 18.

-- Attributes become name → [{value, primary}]. A merged contact keeps its row and its values; `merged_into` is the edge that a merge
-- adds and its undoing takes away, `root_id` the contact that answers for it now.
ALTER TABLE contacts
  ADD COLUMN merged_into text REFERENCES contacts,
  ADD COLUMN merged_at   timestamptz,
  ADD COLUMN root_id     text REFERENCES contacts,
  -- Lower-case words by which the contact is found; of a root those of its merged contacts too.
  ADD COLUMN terms       text[] NOT NULL DEFAULT '{}',
  ADD COLUMN search      tsvector GENERATED ALWAYS AS (array_to_tsvector(terms)) STORED;

UPDATE contacts c SET
  root_id = id,
  attributes = coalesce((
      SELECT jsonb_object_agg(name, jsonb_build_array(jsonb_build_object('value', value, 'primary', true)))
      FROM jsonb_each_text(c.attributes) AS former (name, value)), '{}')
    || coalesce((
      SELECT jsonb_build_object('EmailAddress',
        jsonb_agg(jsonb_build_object('value', address, 'primary', is_primary) ORDER BY is_primary DESC, address))
      FROM contact_addresses WHERE contact_id = c.id HAVING count(*) > 0), '{}'),
  terms = ARRAY(
    SELECT DISTINCT left(word, 100) FROM (
      SELECT regexp_split_to_table(lower(c.first_name || ' ' || c.last_name), '[^[:alnum:]]+')
      UNION ALL SELECT regexp_split_to_table(address, '[^[:alnum:]]+') FROM contact_addresses WHERE contact_id = c.id
      UNION ALL SELECT address FROM contact_addresses WHERE contact_id = c.id) AS words (word)
    WHERE word <> '');

ALTER TABLE contacts
  ALTER COLUMN root_id SET NOT NULL,
  ALTER COLUMN search SET STATISTICS 1000,
  ADD CHECK ((merged_into IS NULL) = (root_id = id)),
  ADD CHECK ((merged_into IS NULL) = (merged_at IS NULL));
CREATE INDEX contacts_by_creation ON contacts (created_at, id) WHERE merged_into IS NULL;
CREATE INDEX contacts_by_root ON contacts (root_id);
CREATE INDEX contacts_merged ON contacts (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX contacts_by_term ON contacts USING gin (search);
CREATE INDEX contacts_by_attribute ON contacts USING gin (attributes jsonb_path_ops);

-- Who owned an interaction last, and when work on it ended: what the history shows (wire.md 5.18).
ALTER TABLE interactions ADD COLUMN owner_id text, ADD COLUMN ended_at timestamptz;
UPDATE interactions i SET
  owner_id = CASE WHEN state IN ('Processing', 'Composing') THEN holder ELSE sender END,
  ended_at = CASE WHEN state IN ('Completed', 'Canceled') OR (state = 'Sent' AND delivery = 'sent')
    THEN coalesce((SELECT max(at) FROM journal WHERE interaction_id = i.id), received_at) END;
CREATE INDEX interactions_by_owner ON interactions (owner_id, received_at, id) WHERE owner_id IS NOT NULL;
CREATE INDEX interactions_of_contact ON interactions (contact_id, received_at, id);
DROP INDEX interactions_by_contact;

-- The configuration whose stems the words of a content have.
ALTER TABLE contents ADD COLUMN language text NOT NULL DEFAULT 'simple';

-- Subject, text, participants, user data as they are and as stems. Every part is cut, so that no mail is too large for a tsvector (1 MB).
CREATE FUNCTION interaction_words(content contents, user_data jsonb) RETURNS tsvector LANGUAGE sql STABLE AS $$
  SELECT to_tsvector('simple', words) || CASE content.language
    WHEN 'simple' THEN ''::tsvector ELSE to_tsvector(content.language::regconfig, words) END
  FROM (SELECT concat_ws(' ',
    left(content.subject, 2000),
    left(content.body_text, 40000),
    left(content.message_id, 500),
    left((SELECT string_agg(concat_ws(' ', one ->> 'name', one ->> 'address', replace(one ->> 'address', '@', ' '),
        translate(one ->> 'address', '@.-_+', '     ')), ' ')
      FROM jsonb_array_elements(content.to_list || content.cc_list || content.bcc_list || content.reply_to
        || coalesce(content.from_address, '[]')) AS one), 20000),
    left((SELECT string_agg(value, ' ' ORDER BY key) FROM jsonb_each_text(user_data) AS pair (key, value)
      WHERE left(key, 7) <> 'Header_'), 10000))) AS given (words)
$$;

-- What interactions are searched by: beside them, because their rows change with every step and this does not.
CREATE TABLE interaction_index (
  interaction_id text PRIMARY KEY REFERENCES interactions,
  received_at    timestamptz NOT NULL,
  user_data      jsonb NOT NULL,
  search         tsvector NOT NULL
);
INSERT INTO interaction_index
  SELECT i.id, i.received_at, i.user_data::jsonb, interaction_words(c, i.user_data::jsonb)
  FROM interactions i JOIN contents c ON c.id = i.content_id;
CREATE INDEX interaction_index_by_word ON interaction_index USING gin (search);
CREATE INDEX interaction_index_by_user_data ON interaction_index USING gin (user_data jsonb_path_ops);
CREATE INDEX interaction_index_by_reception ON interaction_index (received_at, interaction_id);
ALTER TABLE interaction_index ALTER COLUMN search SET STATISTICS 1000, ALTER COLUMN user_data SET STATISTICS 1000;

DROP INDEX contents_by_text;
ALTER TABLE contents DROP COLUMN search;
