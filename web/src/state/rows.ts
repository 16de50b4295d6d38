import type { EmailB, HoldResource } from "@postroom/contract";
import { idsChanged, valueAt, valuesOf } from "./by-id.ts";
import { emptyCentre } from "./centre.ts";
import type { DeskState } from "./desk-state.ts";
import { type Order, relist } from "./in-order.ts";

type Held = Pick<DeskState, "centre" | "hidden">;

/** All that the lists ask of one state of the centre. */
type Sorted = {
  readonly inbox: readonly EmailB[];
  readonly invitations: readonly EmailB[];
  readonly drafts: readonly EmailB[];
  /** The latest draft by its own id and by that of its original. */
  readonly draftOf: ReadonlyMap<string, EmailB>;
};

const nothing: Sorted = { inbox: [], invitations: [], drafts: [], draftOf: new Map() };

/** The last answer: rail, list, each row and conversation ask the same after every change. */
let last: Held & { readonly sorted: Sorted } = {
  centre: emptyCentre(""),
  hidden: {},
  sorted: nothing,
};

function sortedOf(held: Held): Sorted {
  const { centre, hidden } = held;
  if (last.centre.emails !== centre.emails || last.hidden !== hidden)
    last = { centre, hidden, sorted: sortedAgain(held) };
  return last.sorted;
}

// More changes than that are a list read anew, and sorted as a whole.
const patchedMax = 100;

/** Only what changed is taken out and put back: one live update must cost no more in a list of ten thousand. desktop.md 11 */
function sortedAgain(now: Held): Sorted {
  const changed = idsChanged(last.centre.emails, now.centre.emails);
  const hiddenOrShown = Object.keys({ ...last.hidden, ...now.hidden }).filter(
    (id) => last.hidden[id] !== now.hidden[id],
  );
  if (changed.length > patchedMax) return sorted(now);
  // A draft stands in the inbox or not, as its original is held or not.
  const before = last;
  const children = before.sorted.drafts.filter(({ parentId }) => parentId !== undefined && changed.includes(parentId));
  const ids = [...new Set([...changed, ...hiddenOrShown, ...children.map(({ id }) => id)])];
  const relisted = (list: List): readonly EmailB[] =>
    relist(before.sorted[list], orders[list], ids.flatMap(asListed(list, before)), ids.flatMap(asListed(list, now)));
  const drafts = relisted("drafts");
  return {
    inbox: relisted("inbox"),
    invitations: relisted("invitations"),
    drafts,
    draftOf: drafts === before.sorted.drafts ? before.sorted.draftOf : draftsBy(drafts),
  };
}

function sorted(held: Held): Sorted {
  const ids = valuesOf(held.centre.emails).map(({ id }) => id);
  const list = (name: List): readonly EmailB[] => ids.flatMap(asListed(name, held)).sort(orders[name]);
  const drafts = list("drafts");
  return { inbox: list("inbox"), invitations: list("invitations"), drafts, draftOf: draftsBy(drafts) };
}

type List = "inbox" | "invitations" | "drafts";

const draftsBy = (drafts: readonly EmailB[]): Sorted["draftOf"] =>
  new Map(drafts.flatMap((draft) => [draft.id, draft.parentId ?? draft.id].map((id) => [id, draft])));

/** The e-mail of an id as it stands in a list, or nothing. */
const asListed =
  (list: List, { centre, hidden }: Held) =>
  (id: string): readonly EmailB[] => {
    const email = valueAt(centre.emails, id);
    return email !== undefined && isIn(list, email, { centre, hidden }) ? [email] : [];
  };

function isIn(list: List, email: EmailB, { centre, hidden }: Held): boolean {
  if (list === "invitations") return email.state === "Invited" && hidden[email.id] === undefined;
  if (email.state === "Invited" || !isHere(email, hidden)) return false;
  if (list === "drafts") return email.state === "Composing";
  return email.state !== "Composing" || valueAt(centre.emails, email.parentId ?? "") === undefined;
}

/** The inbox: what the user works on, oldest first. A draft whose original is held too shows with it, not beside it. */
export const inboxRows = (state: Held): readonly EmailB[] => sortedOf(state).inbox;

/** What is offered, the most urgent first. */
export const invitations = (state: Held): readonly EmailB[] => sortedOf(state).invitations;

/** Everything that the user writes. */
export const draftRows = (state: Held): readonly EmailB[] => sortedOf(state).drafts;

/** The draft that answers an e-mail, or the e-mail itself when it is a draft. */
export const draftOf = (state: Held, id: string): EmailB | undefined => sortedOf(state).draftOf.get(id);

/** Whether a draft stays one, as far as is known here: it is neither on its way out nor being discarded. */
export const isBeingWritten = (state: Held & Pick<DeskState, "pending">, id: string): boolean =>
  draftOf(state, id) !== undefined && state.pending[id]?.verb !== "Cancel";

/** The row after this one, else the one before; undefined when it is the only one. */
export function neighbour(rows: readonly EmailB[], id: string): EmailB | undefined {
  const at = rows.findIndex((row) => row.id === id);
  return rows[at + 1] ?? rows[at - 1];
}

/** What is read after `id`, as far as the inbox tells; undefined for what does not stand in it. */
export function rowAfter(state: Held, id: string | undefined): EmailB | undefined {
  const rows = inboxRows(state);
  const next = rows.some((row) => row.id === id) ? neighbour(rows, id ?? "") : undefined;
  return next?.state === "Composing" ? undefined : next;
}

/** What can be called back, the next to go first. */
export const heldNow = ({ centre }: { readonly centre: Pick<DeskState["centre"], "holds"> }): readonly HoldResource[] =>
  Object.values(centre.holds)
    .filter(({ state }) => state === "held")
    .sort((one, other) => one.until.localeCompare(other.until));

/** Not left yet: neither hidden until the server says so, nor in a hold that will end it. */
const isHere = ({ id, hold }: EmailB, hidden: DeskState["hidden"]): boolean =>
  hidden[id] === undefined && hold === undefined;

/** Dates and ids are ASCII: no rules of a language are asked for them. */
const byAge = (one: EmailB, other: EmailB): number =>
  compare(String(one.receivedDate), String(other.receivedDate)) || compare(one.id, other.id);

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

const expiry = ({ invitationExpiresAt }: EmailB): number =>
  Date.parse(invitationExpiresAt ?? "") || Number.MAX_SAFE_INTEGER;

const orders: Readonly<Record<List, Order<EmailB>>> = {
  inbox: byAge,
  drafts: byAge,
  invitations: (one, other) => expiry(one) - expiry(other) || byAge(one, other),
};

let counted = { emails: emptyCentre("").emails, load: 0 };

/** How many e-mails count against the agent's capacity: what is held, but not what is on its way out. desktop.md 3.2, 5.4 */
export function loadOf({ centre: { emails } }: Pick<DeskState, "centre">): number {
  if (counted.emails !== emails)
    counted = { emails, load: valuesOf(emails).filter(({ hold }) => hold === undefined).length };
  return counted.load;
}
