import type { Actor } from "../../domain/agent/actor.ts";
import type { Permission } from "../../domain/agent/permissions.ts";
import type { Reading } from "../../ports/transaction.ts";
import { defineQuery, type Found, found, missing } from "../query.ts";
import { type EntriesFound, withContents } from "./with-contents.ts";

type Input = { readonly id: string };

/** The content of an interaction as the contact's history shows it. Cancelled drafts appear nowhere there. wire.md 8.3 */
export const findUcsInteraction = finding("FindUcsInteraction", "ReadInteraction");

/** GetInteractionContent: the same, for agents. wire.md 8.2 */
export const retrieveContent = finding("RetrieveContent", "RetrieveContent");

function finding(name: string, permission: Permission) {
  return defineQuery<Input, EntriesFound>(name, permission, ({ reading, actor, input }) =>
    entryFound(reading, actor, input.id),
  );
}

async function entryFound(reading: Reading, actor: Actor, id: string): Promise<Found<EntriesFound>> {
  const interaction = await reading.interactions.visible(id, actor);
  const entry = interaction && (await reading.history.entries([id])).get(id);
  if (entry === undefined) return missing({ kind: "notFound", thing: "interaction", name: id });
  return found(await withContents(reading, [entry]));
}
