import { type RawBuilder, sql } from "kysely";
import { writtenForms } from "../../domain/characters.ts";
import { languages } from "../../domain/mail/language.ts";
import { text } from "./values.ts";

/**
 * Writes what an interaction is searched by, from its present content and user data: of a draft no former text is found.
 * The words are those of `interaction_words` (0005-contacts.sql).
 */
export const indexWritten = (interaction: string): RawBuilder<unknown> =>
  indexed({
    interaction: sql`i`,
    content: sql`c`,
    rows: sql`interactions i JOIN contents c ON c.id = i.content_id WHERE i.id = ${interaction}`,
  });

/** The statement that writes it of these rows: `interaction` has the columns of one, `content` is one whole. */
export const indexed = (of: {
  readonly interaction: RawBuilder<unknown>;
  readonly content: RawBuilder<unknown>;
  readonly rows: RawBuilder<unknown>;
}): RawBuilder<unknown> => sql`
  INSERT INTO interaction_index (interaction_id, received_at, user_data, search)
  SELECT ${of.interaction}.id, ${of.interaction}.received_at, ${of.interaction}.user_data::jsonb,
    interaction_words(${of.content}, ${of.interaction}.user_data::jsonb) FROM ${of.rows}
  ON CONFLICT (interaction_id) DO UPDATE SET user_data = excluded.user_data, search = excluded.search`;

/**
 * `column` has what people look for, however its letters are composed: words as they are, or their stems in any language that we know. A
 * function of constants, so that the planner knows how many rows to expect and chooses between the words' index and the order of time
 * (scale.md 1).
 */
export const hasWords = (column: RawBuilder<unknown>, words: string): RawBuilder<unknown> =>
  sql`${column} @@ (${sql.join(writtenForms(words).map(asked), sql` || `)})`;

function asked(words: string): RawBuilder<unknown> {
  const { plain, links } = apart(words);
  const parts = [
    ...(plain.trim() === "" && links.length > 0 ? [] : [wordsQuery(plain)]),
    ...links.map((link) => sql`to_tsquery('simple', ${literal(link)})`),
  ];
  return parts.length === 1 ? sql.join(parts) : sql`(${sql.join(parts, sql` && `)})`;
}

const wordsQuery = (words: string): RawBuilder<unknown> =>
  sql`words_query(${text(words)}, ${sql.join(["simple", ...languages].map((language) => sql.lit(language)))})`;

/**
 * Links are asked for by themselves: to the reader of queries a colon is a space, and what stands behind it is no address any more. Between
 * quotation marks and beside alternatives they stay where they are.
 */
function apart(words: string): { readonly plain: string; readonly links: readonly string[] } {
  if (/"|(?<!\S)or(?!\S)/i.test(words)) return { plain: words, links: [] };
  const all = words.split(/\s+/);
  const isLink = (word: string): boolean => /^[a-z][a-z0-9+.-]{0,30}:\/\/[^\s/]/i.test(word);
  return { plain: all.filter((word) => !isLink(word)).join(" "), links: all.filter(isLink) };
}

/** A link by its beginning: one at the end of a sentence is kept with the full stop behind it. */
const literal = (link: string): string => `'${text(link).replaceAll("\\", "\\\\").replaceAll("'", "''")}':*`;
