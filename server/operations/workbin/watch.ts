import { type Asked, defineOperation, done, type Result } from "../operation.ts";
import { type ShelfReference, shelfMeant } from "../shelves.ts";

type Input = { readonly shelf: ShelfReference };

/** Shelves that one user watches at a time. */
const watchedMax = 1_000;

/**
 * From now on the user is told what comes to the shelf and what leaves it, in all sessions, until the contact-center session ends. Whoever
 * watches too many is told that it failed. GWS workbin Subscribe; wire.md 7
 */
export const subscribe = defineOperation<Input, undefined>("Subscribe", "Subscribe", async (asked) => {
  const { tx, actor } = asked;
  // The log-out takes this lock too: no subscription is left behind by it.
  await tx.agents.lock(actor.id);
  return watch(asked, "Subscribe", async (shelf) => {
    if ((await tx.subscriptions.count(actor.id)) >= watchedMax) return false;
    await tx.subscriptions.add(actor.id, shelf);
    return true;
  });
});

/** The user is told no longer; whoever never watched is told the same. GWS workbin Unsubscribe; wire.md 7 */
export const unsubscribe = defineOperation<Input, undefined>("Unsubscribe", "Subscribe", (asked) =>
  watch(asked, "Unsubscribe", async (shelf) => {
    await asked.tx.subscriptions.remove(asked.actor.id, shelf);
    return true;
  }),
);

type Shelf = Extract<Awaited<ReturnType<typeof shelfMeant>>, { readonly ok: true }>["value"];

async function watch(
  asked: Asked<Input>,
  operation: "Subscribe" | "Unsubscribe",
  write: (shelf: Shelf) => Promise<boolean>,
): Promise<Result<undefined>> {
  const shelf = await shelfMeant(asked, asked.input.shelf, { operation });
  if (!shelf.ok) return shelf;
  const isDone = await write(shelf.value);
  await asked.tx.journal.append({
    kind: "WorkbinWatched",
    user: asked.actor.id,
    operation,
    shelf: shelf.value,
    hasFailed: !isDone,
  });
  return done(undefined);
}
