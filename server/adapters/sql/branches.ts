import { type RawBuilder, sql } from "kysely";
import type { State } from "../../domain/interaction/interaction.ts";
import type { Family } from "./family.ts";

/** One part of what is looked for that an index has in the order of time: its condition, and what must come first in the order for it. */
export type Branch = { readonly is: RawBuilder<unknown>; readonly first: RawBuilder<unknown> };

/** All there is, in the order of time. */
export const everything: Branch = { is: sql`true`, first: sql`` };

/**
 * Not `=`: then what is equal would be a constant that no order needs, and the planner would walk all mail in the order of time to what is
 * waiting now, past years of what is done.
 */
const branch = (column: RawBuilder<unknown>, value: string, way: RawBuilder<unknown>): Branch => ({
  is: sql`${column} = ANY(${[value]}::text[])`,
  first: sql`${column} ${way}, `,
});

/** Mails of one thread: an index has them in the order of time. */
export const branchOfThread = (thread: string): Branch => branch(sql`i.thread_id`, thread, sql`ASC`);

/** Mails of a contact and of those merged with it: whoever has much is walked in the order of time, the others' few are sorted. */
export const branchesOfFamily = ({ large, small }: Family): readonly Branch[] => [
  ...large.map((id) => branch(sql`i.contact_id`, id, sql`ASC`)),
  { is: sql`i.contact_id = ANY(${[...small]}::text[])`, first: sql`` },
];

/** One for each of these states; everything, where none is named. */
export function branchesOf(states: readonly State[] | undefined, way: RawBuilder<unknown>): readonly Branch[] {
  if (states === undefined || states.length === 0) return [everything];
  return [...new Set(states)].map((state) => branch(sql`i.state`, state, way));
}

/** What somebody holds, and what was theirs last: each has an index, and nothing is in both. */
export function branchesOfAgent(user: string, way: RawBuilder<unknown>): readonly Branch[] {
  const owned = branch(sql`i.owner_id`, user, way);
  return [branch(sql`i.holder`, user, way), { ...owned, is: sql`${owned.is} AND i.holder IS DISTINCT FROM ${user}` }];
}

/**
 * A page of the rows of all branches, however many have piled up: for one, also on PostgreSQL 15 and 16, the index gives the page in its
 * order; of several the pages are merged. `select` makes the whole statement of one, `order` orders what it names. scale.md 2
 */
export function merged(
  branches: readonly Branch[],
  select: (one: Branch) => RawBuilder<unknown>,
  { order, limit }: { readonly order: RawBuilder<unknown>; readonly limit: number },
): RawBuilder<unknown> {
  const [only, ...others] = branches;
  if (only !== undefined && others.length === 0) return select(only);
  const pages = branches.map((one) => sql`(${select(one)})`);
  return sql`SELECT * FROM (${sql.join(pages, sql` UNION ALL `)}) pages ORDER BY ${order} LIMIT ${limit}`;
}
