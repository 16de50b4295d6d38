import type { Actor } from "../../domain/agent/actor.ts";
import type { Content } from "../../domain/interaction/content.ts";
import type { DraftVersion } from "../../ports/drafts.ts";
import type { Reading } from "../../ports/transaction.ts";
import { userNames } from "../names.ts";
import { defineQuery, type Found, found, missing } from "../query.ts";

export type DraftVersions = {
  readonly versions: readonly DraftVersion[];
  readonly users: ReadonlyMap<string, string>;
};

const versionsMax = 50;
const keptMs = 30 * 86_400_000;

/** What a draft said before, the present text first: the last 50, of the last 30 days. Only drafts and what was sent have any (6). desktop.md 13 */
export const listDraftVersions = defineQuery<{ readonly id: string }, DraftVersions>(
  "ListDraftVersions",
  "ReadInteraction",
  async ({ reading, actor, input }) => versionsOf(reading, actor, input.id),
);

/** One of them with its text. */
export const findDraftVersion = defineQuery<
  { readonly id: string; readonly version: number },
  { readonly version: DraftVersion; readonly content: Content; readonly users: DraftVersions["users"] }
>("FindDraftVersion", "ReadInteraction", async ({ reading, actor, input }) => {
  const all = await versionsOf(reading, actor, input.id);
  if (!all.ok) return all;
  const version = all.value.versions.find((one) => one.version === input.version);
  const content = version && (await reading.interactions.content(version.content));
  if (version === undefined || content === undefined) {
    return missing({ kind: "notFound", thing: "message", name: `${input.id} ${input.version}` });
  }
  return found({ version, content, users: all.value.users });
});

async function versionsOf(reading: Reading, actor: Actor, id: string): Promise<Found<DraftVersions>> {
  const draft = await reading.interactions.visible(id, actor);
  if (draft?.direction !== "outbound") return missing({ kind: "notFound", thing: "interaction", name: id });
  const versions = (await reading.drafts.versions(id, versionsMax)).filter(({ at }) => at > reading.now.wall - keptMs);
  return found({
    versions,
    users: await userNames(
      reading,
      versions.map(({ by }) => by),
    ),
  });
}
