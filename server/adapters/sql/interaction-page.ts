import { type RawBuilder, sql } from "kysely";
import type { InteractionFilter } from "../../ports/interactions.ts";
import { type Branch, branchesOf, branchesOfFamily, branchOfThread, merged } from "./branches.ts";
import type { Family } from "./family.ts";
import { plannedEachTime } from "./prepared-client.ts";
import { hasWords } from "./search.ts";
import { key, text, time } from "./values.ts";

/**
 * A page of all interactions, oldest first; `family` is that of the filter's contact. With words alone the order is that of their index, so
 * that either may be walked (scale.md 1).
 */
export function interactionPage(
  withContent: RawBuilder<unknown>,
  filter: InteractionFilter,
  family: Family | undefined,
): RawBuilder<unknown> {
  const { search, limit, cursor } = filter;
  const { states, queue, holder, contact, thread, messageId } = filter;
  const join = search === undefined ? sql`` : sql`JOIN interaction_index s ON s.interaction_id = i.id`;
  const isByWords =
    search !== undefined && [states, queue, holder, contact, thread, messageId].every((one) => one === undefined);
  const [at, id] = isByWords ? [sql`s.received_at`, sql`s.interaction_id`] : [sql`i.received_at`, sql`i.id`];
  const others = conditionsOf(filter, family);
  const select = ({ is, first }: Branch) => {
    const after = cursor === undefined ? [] : [sql`(${at}, ${id}) > (${time(cursor.receivedAt)}, ${cursor.id})`];
    const where = sql.join([is, ...others, ...after], sql` AND `);
    return sql`${withContent} ${join} WHERE ${where} ORDER BY ${first}${at}, ${id} LIMIT ${limit}`;
  };
  const page = merged(branchesIn(filter, family), select, { order: sql`received_at, id`, limit });
  return family === undefined ? page : sql`${sql.raw(plannedEachTime)} ${page}`;
}

/** With states, which of the two is the shorter way is the planner's to say: it knows how much a contact has. */
function branchesIn({ states, thread }: InteractionFilter, family: Family | undefined): readonly Branch[] {
  if (states !== undefined) return branchesOf(states, sql`ASC`);
  if (thread !== undefined) return [branchOfThread(thread)];
  return family === undefined ? branchesOf(undefined, sql`ASC`) : branchesOfFamily(family);
}

function conditionsOf(
  { queue, holder, thread, messageId, search }: InteractionFilter,
  family: Family | undefined,
): readonly RawBuilder<unknown>[] {
  return [
    queue === undefined ? undefined : sql`queue_id = ${queue}`,
    holder === undefined ? undefined : sql`holder = ${holder}`,
    thread === undefined ? undefined : sql`i.thread_id = ${thread}`,
    family === undefined ? undefined : sql`i.contact_id = ANY(${[...family.large, ...family.small]}::text[])`,
    messageId === undefined ? undefined : hasMessageId(messageId),
    search === undefined ? undefined : hasWords(sql`s.search`, search),
  ].filter((part) => part !== undefined);
}

/** As an array: the few who have it are looked up before all else, whatever the order of the list. */
const hasMessageId = (messageId: string): RawBuilder<unknown> => sql`i.id = ANY(ARRAY(
  SELECT interaction_id FROM message_ids WHERE message_id = ${key(messageId)})) AND c.message_id = ${text(messageId)}`;
