import { isSupervisor } from "../../domain/agent/actor.ts";
import { type Presence, type PresenceLevel, presenceLastsMs } from "../../domain/desktop/presence.ts";
import type { Transaction } from "../../ports/transaction.ts";
import { visibleFor } from "../email/do-row.ts";
import { defineOperation, done, refuse } from "../operation.ts";

/** Who is there, with their names. */
export type PresenceFound = {
  readonly presence: Omit<Presence, "version">;
  readonly users: ReadonlyMap<string, string>;
};

/**
 * Somebody is at an e-mail, for 45 seconds unless renewed; whoever else is there, and its holder, is told when that is news. Who has looked
 * at a thread stays known. Refuses what the actor may not read (6); only supervisors watch (5). desktop.md 3.6
 */
export const setPresence = defineOperation<{ readonly level: PresenceLevel }, PresenceFound>(
  "SetPresence",
  "UseDesktop",
  async (asked) => {
    const { tx, actor, input } = asked;
    if (input.level === "watching" && !isSupervisor(actor)) {
      return refuse({ kind: "roleMissing", operation: "watching", roles: ["supervisor", "admin"] });
    }
    const found = await visibleFor(asked);
    if (!found.ok) return found;
    const { id, thread } = found.value;
    const isNews = await tx.presences.set(id, actor.id, input.level, tx.now.steady + presenceLastsMs);
    if (input.level !== "away") await tx.notes.markRead(thread, actor.id);
    if (isNews) await tellPresence(tx, id, actor.id);
    return done(await presentNow(tx, id));
  },
);

/** They are there no more; who never was is no mistake. */
export const endPresence = defineOperation<unknown, PresenceFound>("EndPresence", "UseDesktop", async (asked) => {
  const { tx, actor, target } = asked;
  const found = await visibleFor(asked);
  if (!found.ok) return found;
  if (await tx.presences.leave(target, actor.id)) await tellPresence(tx, target, actor.id);
  return done(await presentNow(tx, target));
});

/** Whoever was not renewed is gone. */
export const clearPresence = defineOperation<unknown, undefined>("ClearPresence", "System", async ({ tx, target }) => {
  if (await tx.presences.clear(target, tx.now.steady)) await tellPresence(tx, target, undefined);
  return done(undefined);
});

async function presentNow(tx: Transaction, interaction: string): Promise<PresenceFound> {
  const [presence = { interaction, people: [] }] = await tx.presences.at([interaction]);
  const ids = presence.people.map(({ user }) => user);
  return { presence, users: ids.length === 0 ? new Map() : await tx.users.names(ids) };
}

/** To everybody who is there, to whoever holds it, and to who has just come or gone. */
async function tellPresence(tx: Transaction, interaction: string, mover: string | undefined): Promise<void> {
  const presence = { ...(await presentNow(tx, interaction)).presence, version: await tx.presences.nextVersion() };
  const { holder } = (await tx.interactions.byId(interaction)) ?? {};
  const told = new Set([...presence.people.map(({ user }) => user), holder, mover]);
  for (const user of told) {
    if (user === undefined) continue;
    await tx.journal.append({
      kind: "DeskChanged",
      user,
      operation: "SetPresence",
      thing: { about: "presence", presence },
    });
  }
}
