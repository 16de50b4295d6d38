import { type RawBuilder, sql } from "kysely";
import type { State } from "../../domain/interaction/interaction.ts";

/**
 * A page of rows in any of these states, from an index however many have piled up: for one state, also on PostgreSQL 15 and 16, the index
 * gives the page in its order; of several the pages are merged. `select` makes the whole statement of those with a condition, `order`
 * orders what it names. scale.md 2
 */
export function byState(
  states: readonly State[] | undefined,
  select: (inState: RawBuilder<unknown> | undefined) => RawBuilder<unknown>,
  { order, limit }: { readonly order: RawBuilder<unknown>; readonly limit: number },
): RawBuilder<unknown> {
  if (states === undefined || states.length === 0) return select(undefined);
  const each = [...new Set(states)].map((state) => select(sql`i.state = ${state}`));
  const [only] = each;
  if (only !== undefined && each.length === 1) return only;
  const pages = each.map((one) => sql`(${one})`);
  return sql`SELECT * FROM (${sql.join(pages, sql` UNION ALL `)}) pages ORDER BY ${order} LIMIT ${limit}`;
}
