import { sql } from "kysely";
import type { OfferedFilter, OfferedResponse } from "../../ports/responses.ts";
import type { Database } from "./context.ts";
import { type ResponseRow, responseColumns, responseOf } from "./response-row.ts";
import { foundBy } from "./response-words.ts";
import { text, time } from "./values.ts";

type RankedRow = ResponseRow & { readonly rank: readonly number[] };

/** Standard responses that may be used, by an order that is made of numbers and ends with the name. */
export async function offeredResponses(
  database: Database,
  { search, queue, language, user, wall, limit, after }: OfferedFilter,
): Promise<readonly OfferedResponse[]> {
  const begun = text(search.trim().toLowerCase());
  const found = begun === "" ? sql`true` : sql`(${begins("r.shortcut", begun)} OR ${foundBy(search)})`;
  const { rows } = await sql<RankedRow>`
    SELECT ${responseColumns}, o.rank FROM standard_responses r
    LEFT JOIN response_queue_uses q ON q.response_id = r.id AND q.queue_id = ${queue ?? ""}
    LEFT JOIN (SELECT response_id, sum(count)::bigint AS count FROM response_usages WHERE user_id = ${user} GROUP BY response_id) u
      ON u.response_id = r.id
    CROSS JOIN LATERAL (SELECT ARRAY[
      CASE WHEN ${begins("r.shortcut", begun)} THEN 0 WHEN ${begins("r.name", begun)} THEN 1 ELSE 2 END,
      (q.response_id IS NULL)::int, (${mainTag(sql`r.language`)} <> ${mainTag(sql`${text(language ?? "")}::text`)})::int,
      -coalesce(u.count, 0)]::bigint[] AS rank) o
    WHERE ${found} AND r.is_approved AND coalesce(r.starts_at <= ${time(wall)}, true) AND coalesce(r.expires_at > ${time(wall)}, true)
      ${after === undefined ? sql`` : sql`AND (o.rank, r.name, r.id) > (${[...after.order]}::bigint[], ${text(after.name)}, ${text(after.id)})`}
    ORDER BY o.rank, r.name, r.id LIMIT ${limit}`.execute(database);
  return rows.map(({ rank: order, ...row }) => {
    const response = responseOf(row);
    return { response, rank: { order: order.map(Number), name: response.name, id: response.id } };
  });
}

/** `begun` is lower case; nothing begins with nothing. */
const begins = (column: string, begun: string) =>
  sql`(${begun} <> '' AND starts_with(lower(${sql.raw(column)}), ${begun}))`;

/** `de` of `de-AT`. */
const mainTag = (tag: ReturnType<typeof sql>) => sql`split_part(lower(${tag}), '-', 1)`;
