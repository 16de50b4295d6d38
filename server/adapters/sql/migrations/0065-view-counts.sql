-- What saved views look for and no index knew: a language, and an attachment. Without them each count reads every e-mail (desktop.md 3.10).
CREATE INDEX contents_by_language ON contents (language);
CREATE INDEX interactions_by_content ON interactions (content_id);
CREATE INDEX interactions_with_attachment ON interactions (received_at, id)
  WHERE jsonb_path_exists(attachments, '$[*] ? (@.isEmbedded == false)')::int = 1;
-- As a number, because the planner takes one e-mail in three for granted of a condition that is a function.
CREATE STATISTICS interactions_attached ON (jsonb_path_exists(attachments, '$[*] ? (@.isEmbedded == false)')::int) FROM interactions;

-- What people look for, in each language once: most words are the same in thirty languages, and the planner would expect thirty times the
-- e-mails, and rather walk through all of them than ask the index for the two that there are.
CREATE FUNCTION words_query(words text, VARIADIC configurations regconfig[]) RETURNS tsquery
  LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(string_agg(DISTINCT '(' || query::text || ')', ' | '), '')::tsquery
  FROM unnest(configurations) AS configuration, websearch_to_tsquery(configuration, words) AS query
  WHERE query::text <> ''
$$;
