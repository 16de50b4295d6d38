import { forbids } from "../../domain/agent/permissions.ts";
import type { Hold } from "../../domain/desktop/hold.ts";
import type { Job } from "../../domain/desktop/job.ts";
import type { Notice } from "../../domain/desktop/notice.ts";
import type { Preferences } from "../../domain/desktop/preferences.ts";
import type { Presence } from "../../domain/desktop/presence.ts";
import type { Interaction } from "../../domain/interaction/interaction.ts";
import { withPresentDelivery } from "../email/present-delivery.ts";
import { userNames } from "../names.ts";
import { defineQuery, found } from "../query.ts";
import { findMe, type MeFound } from "../user/me.ts";
import { listOwnWorkbins, type WorkbinFound } from "../workbin/list.ts";
import { type CountedView, countedViews } from "./views.ts";

/** All that the desktop begins with, and replaces its picture with after any gap (desktop.md 3.7). */
export type Snapshot = {
  /** Wall time in milliseconds. */
  readonly at: number;
  readonly me: MeFound;
  readonly workbins: readonly WorkbinFound[];
  /** Who is at what the user holds. */
  readonly presences: readonly Omit<Presence, "version">[];
  readonly views: readonly CountedView[];
  /** What can still be called back. */
  readonly holds: readonly Hold[];
  /** What the server does for the user to many e-mails: what runs, and what has ended just now. */
  readonly jobs: readonly Job[];
  /** What the user has put off. */
  readonly snoozes: readonly Interaction[];
  readonly preferences: Preferences;
  /** What was done to the user and is not put away yet. */
  readonly notices: readonly Notice[];
  /** Names of whoever is mentioned. */
  readonly people: ReadonlyMap<string, string>;
};

/** So long after its end a job is still shown to whoever comes back. */
const endedJobsShownMs = 3_600_000;

/** One picture of one moment: everything is read in one transaction. desktop.md 13 */
export const readSnapshot = defineQuery<unknown, Snapshot>("ReadSnapshot", "UseDesktop", async (asked) => {
  const { reading, actor } = asked;
  const me = await findMe.run(asked);
  if (!me.ok) return me;
  const mayUse = forbids(actor, listOwnWorkbins.permission) === undefined;
  const workbins = mayUse ? await listOwnWorkbins.run({ ...asked, input: {} }) : found([]);
  if (!workbins.ok) return workbins;
  const emails = await withPresentDelivery(reading, me.value.held.emails);
  const notices = await reading.notices.of(actor.id);
  const presences = await reading.presences.at(emails.map(({ interaction }) => interaction.id));
  return found({
    at: reading.now.wall,
    me: { ...me.value, held: { ...me.value.held, emails } },
    workbins: workbins.value,
    presences,
    notices,
    people: await userNames(reading, [
      ...presences.flatMap(({ people }) => people.map(({ user }) => user)),
      ...notices.flatMap(({ by }) => by ?? []),
    ]),
    views: await countedViews(reading, actor),
    holds: await reading.holds.heldBy(actor.id),
    jobs: await reading.jobs.recent(actor.id, reading.now.wall - endedJobsShownMs),
    snoozes: await reading.snoozes.of(actor.id),
    preferences: await reading.preferences.of(actor.id),
  });
});
