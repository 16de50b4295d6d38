import { type Actor, isSupervisor } from "../../domain/agent/actor.ts";
import type { SearchSort } from "../../domain/desktop/saved-view.ts";
import { readSearch, type SearchQuery } from "../../domain/desktop/search-query.ts";
import { type Snippet, snippetOf } from "../../domain/desktop/snippet.ts";
import type { WithContent } from "../../ports/interactions.ts";
import type { SearchFilter } from "../../ports/searches.ts";
import type { Reading } from "../../ports/transaction.ts";
import { withPresentDelivery } from "../email/present-delivery.ts";
import { type Names, namesIn } from "../names.ts";
import { defineQuery, found, missing } from "../query.ts";

type Input = {
  readonly text: string;
  readonly sort: SearchSort;
  readonly limit: number;
  readonly cursor?: { readonly receivedAt: number; readonly id: string };
};

export type SearchFound = {
  readonly rows: readonly (WithContent & Snippet)[];
  readonly names: Names;
  readonly total: number;
  readonly totalIsExact: boolean;
  readonly hasMore: boolean;
};

/** Counting stops here: people look at the first pages. */
const totalMax = 1_000;

/** E-mails that have what was looked for: only what the actor may read. Refuses what cannot be read (10). desktop.md 3.9 */
export const searchEmails = defineQuery<Input, SearchFound>(
  "SearchEmails",
  "ReadInteraction",
  async ({ reading, actor, input }) => {
    const read = readSearch(input.text);
    if (!read.ok) return missing({ kind: "badValue", path: "$.q", because: read.because });
    const filter = await filterFor(reading, actor, read.query);
    const page = filter === undefined ? [] : await reading.searches.page(filter, { ...input, limit: input.limit + 1 });
    const emails = await withPresentDelivery(reading, page.slice(0, input.limit));
    const count = filter === undefined ? 0 : await reading.searches.count(filter, totalMax);
    const wanted = [read.query.words, read.query.from, read.query.subject].join(" ");
    return found({
      rows: emails.map((email) => ({ ...email, ...snippetOf(email.content.text, wanted) })),
      names: await namesIn(
        reading,
        emails.map(({ interaction }) => interaction),
      ),
      total: Math.min(count, totalMax),
      totalIsExact: count <= totalMax,
      hasMore: page.length > input.limit,
    });
  },
);

/**
 * How many a saved search finds for this person; undefined for one that cannot be read any more. What is `known` of the same filter is not
 * counted again.
 */
export async function countFor(
  reading: Reading,
  actor: Actor,
  text: string,
  known: Map<string, number>,
): Promise<number | undefined> {
  const read = readSearch(text);
  const filter = read.ok ? await filterFor(reading, actor, read.query) : undefined;
  if (filter === undefined) return read.ok ? 0 : undefined;
  const key = JSON.stringify(filter);
  const count = known.get(key) ?? Math.min(await reading.searches.count(filter, totalMax), totalMax);
  known.set(key, count);
  return count;
}

/** What a job does to all that a search finds: the same search by ids, undefined when nothing can match. Refuses what cannot be read (10). desktop.md 3.8 */
export const resolveSearch = defineQuery<{ readonly text: string; readonly path: string }, SearchFilter | undefined>(
  "ResolveSearch",
  "ReadInteraction",
  async ({ reading, actor, input: { text, path } }) => {
    const read = readSearch(text);
    if (!read.ok) return missing({ kind: "badValue", path, because: read.because });
    return found(await filterFor(reading, actor, read.query));
  },
);

/** By ids, and by what the actor may read; undefined when a name is nobody's: then nothing can match. wire.md 5.19 */
async function filterFor(reading: Reading, actor: Actor, query: SearchQuery): Promise<SearchFilter | undefined> {
  const { queue: queueName, agent: agentName, ...rest } = query;
  const queue = queueName === undefined ? undefined : await reading.centre.queueNamed(queueName);
  const me = agentName === "me" ? actor.id : undefined;
  const agent = agentName === undefined ? undefined : (me ?? (await reading.users.byName(agentName))?.id);
  if ((queueName !== undefined && queue === undefined) || (agentName !== undefined && agent === undefined))
    return undefined;
  const isLimited =
    actor.kind === "user" &&
    !isSupervisor(actor) &&
    actor.withheld.includes("privilege.contact.can-use-contact-history");
  return {
    ...rest,
    ...(queue === undefined ? {} : { queue: queue.id }),
    ...(agent === undefined ? {} : { agent }),
    ...(isLimited ? { onlyHeldBy: actor.id } : {}),
  };
}
