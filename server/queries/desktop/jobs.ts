import type { Actor } from "../../domain/agent/actor.ts";
import type { Job, JobItem } from "../../domain/desktop/job.ts";
import type { Reading } from "../../ports/transaction.ts";
import { defineQuery, type Found, found, missing } from "../query.ts";

type Page = { readonly id: string; readonly after: number; readonly limit: number };

/** What did not go; `subject`: of an e-mail that the actor may read. */
export type JobFailure = { readonly item: JobItem; readonly subject: string | undefined };

/** An own job; others' do not exist (6). desktop.md 13 */
export const findJob = defineQuery<{ readonly id: string }, Job>("FindJob", "UseDesktop", ({ reading, actor, input }) =>
  ownJob(reading, actor, input.id),
);

/** What of an own job failed, or could not be put back, in the order in which it was tried. desktop.md 3.8, 13 */
export const listJobFailures = defineQuery<
  Page,
  { readonly failures: readonly JobFailure[]; readonly hasMore: boolean }
>("ListJobFailures", "UseDesktop", async ({ reading, actor, input }) => {
  const job = await ownJob(reading, actor, input.id);
  if (!job.ok) return job;
  const items = await reading.jobs.failures(input.id, { after: input.after, limit: input.limit + 1 });
  const page = items.slice(0, input.limit);
  const subjects = await subjectsOf(reading, actor, page);
  const failures = page.map((item) => ({ item, subject: subjects.get(item.interaction) }));
  return found({ failures, hasMore: items.length > input.limit });
});

async function ownJob(reading: Reading, actor: Actor, id: string): Promise<Found<Job>> {
  const job = await reading.jobs.job(id);
  return job?.user === actor.id ? found(job) : missing({ kind: "notFound", thing: "job", name: id });
}

/** Interaction → its subject, of those that the actor may read. */
async function subjectsOf(reading: Reading, actor: Actor, items: readonly JobItem[]): Promise<Map<string, string>> {
  const visible = new Map<string, string>();
  for (const { interaction } of items) {
    const found = await reading.interactions.visible(interaction, actor);
    if (found !== undefined) visible.set(found.id, found.content);
  }
  const contents = await reading.interactions.contents([...visible.values()]);
  return new Map([...visible].map(([id, content]) => [id, contents.get(content)?.subject ?? ""]));
}
