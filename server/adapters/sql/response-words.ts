import { type RawBuilder, sql } from "kysely";
import { writtenForms } from "../../domain/characters.ts";

/** Standard responses (`r`) that have all the words of a search, each by its beginning. */
export const foundBy = (search: string): RawBuilder<unknown> =>
  sql`r.search @@ to_tsquery('simple', ${wordsBeginning(search)})`;

/** `ship del` → `('ship':*) & ('del':*)`: letters and digits alone, so nothing of it is an operator. No word: nothing is found. */
const wordsBeginning = (search: string): string =>
  (search.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [])
    .slice(0, wordsMax)
    .map(
      (word) =>
        `(${writtenForms(word)
          .map((form) => `'${form}':*`)
          .join(" | ")})`,
    )
    .join(" & ");

const wordsMax = 20;
