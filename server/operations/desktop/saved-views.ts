import type { SavedView } from "../../domain/desktop/saved-view.ts";
import { readSearch } from "../../domain/desktop/search-query.ts";
import type { Transaction } from "../../ports/transaction.ts";
import { type Asked, defineOperation, done, type Result, refuse } from "../operation.ts";
import type { Spelt } from "../references.ts";

type Given = Partial<Pick<SavedView, "name" | "icon" | "query" | "sort" | "position">> & {
  /** Ids or names of groups. */
  readonly sharedWith?: readonly Spelt<string>[];
};

const viewsMax = 100;

/** Keeps a search under a name. Refuses a search that cannot be read (10), unknown groups (6), and too many (10). desktop.md 3.10 */
export const createView = defineOperation<Given, SavedView>("CreateView", "UseDesktop", async (asked) => {
  const { tx, world, actor } = asked;
  const own = (await tx.searches.views(actor.id, [])).length;
  if (own >= viewsMax) return refuse({ kind: "badValue", path: "$.name", because: `at most ${viewsMax} views` });
  const empty = { id: world.ids.guid(), owner: actor.id, name: "", icon: "", query: "", position: own };
  return saved(asked, { ...empty, sort: "newest", sharedWith: [], version: 0 });
});

/** Changes what is given of an own view. Refuses others' (6) and a stale version (2/409). */
export const changeView = defineOperation<Given, SavedView>("ChangeView", "UseDesktop", async (asked) => {
  const view = await ownView(asked);
  return view.ok ? saved(asked, view.value) : view;
});

/** Forgets an own view. */
export const removeView = defineOperation<unknown, SavedView>("RemoveView", "UseDesktop", async (asked) => {
  const view = await ownView(asked);
  if (!view.ok) return view;
  await asked.tx.searches.removeView(view.value.id);
  await tellView(asked.tx, view.value, "RemoveView");
  return view;
});

async function ownView({ tx, actor, target, expectedVersion }: Asked<unknown>): Promise<Result<SavedView>> {
  const view = await tx.searches.view(target);
  if (view === undefined || view.owner !== actor.id) return refuse({ kind: "notFound", thing: "view", name: target });
  if (expectedVersion !== undefined && expectedVersion !== view.version) {
    return refuse({ kind: "staleVersion", given: expectedVersion, present: view.version });
  }
  return done(view);
}

async function saved({ tx, input }: Asked<Given>, before: SavedView): Promise<Result<SavedView>> {
  const { sharedWith: given, ...rest } = input;
  const view = { ...before, ...rest, version: before.version + 1 };
  const read = readSearch(view.query);
  if (!read.ok) return refuse({ kind: "badValue", path: "$.query", because: read.because });
  const known = await tx.centre.groups();
  const sharedWith = new Set<string>();
  for (const { value } of given ?? []) {
    const group = known.find(({ id, name }) => id === value || name === value);
    if (group === undefined) return refuse({ kind: "notFound", thing: "group", name: value });
    sharedWith.add(group.id);
  }
  const after = { ...view, sharedWith: given === undefined ? before.sharedWith : [...sharedWith] };
  await tx.searches.saveView(after);
  await tellView(tx, after, "SaveView");
  return done(after);
}

const tellView = (tx: Transaction, view: SavedView, operation: string): Promise<void> =>
  tx.journal.append({ kind: "DeskChanged", user: view.owner, operation, thing: { about: "view", view, operation } });
