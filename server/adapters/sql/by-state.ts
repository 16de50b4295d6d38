import { type RawBuilder, sql } from "kysely";
import type { State } from "../../domain/interaction/interaction.ts";

/** One state as a condition, and what must come first in the order for it. */
export type InState = { readonly is: RawBuilder<unknown>; readonly first: RawBuilder<unknown> };

/**
 * A page of rows in any of these states, from an index however many have piled up: for one state, also on PostgreSQL 15 and 16, the index
 * gives the page in its order; of several the pages are merged. `select` makes the whole statement of those with a condition, `order`
 * orders what it names, each part `way`. scale.md 2
 */
export function byState(
  states: readonly State[] | undefined,
  select: (inState: InState | undefined) => RawBuilder<unknown>,
  {
    order,
    way,
    limit,
  }: { readonly order: RawBuilder<unknown>; readonly way: RawBuilder<unknown>; readonly limit: number },
): RawBuilder<unknown> {
  if (states === undefined || states.length === 0) return select(undefined);
  const each = [...new Set(states)].map((state) => select(inState(state, way)));
  const [only] = each;
  if (only !== undefined && each.length === 1) return only;
  const pages = each.map((one) => sql`(${one})`);
  return sql`SELECT * FROM (${sql.join(pages, sql` UNION ALL `)}) pages ORDER BY ${order} LIMIT ${limit}`;
}

/**
 * Not `=`: then the state would be a constant that no order needs, and the planner would walk all mail in the order of time to what is
 * waiting now, past years of what is done.
 */
const inState = (state: State, way: RawBuilder<unknown>): InState => ({
  is: sql`i.state = ANY(${[state]}::text[])`,
  first: sql`i.state ${way}, `,
});
