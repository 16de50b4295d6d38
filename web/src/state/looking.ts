import type { EmailB } from "@postroom/contract";
import type { Outcome } from "../api/outcome.ts";
import { valueAt } from "./by-id.ts";
import type { Desk } from "./desk.ts";
import type { DeskState } from "./desk-state.ts";

const freshMs = 15_000;

/**
 * Shows what is not held here, and keeps it true: of others' e-mails nothing is pushed. It is read again with whatever is told around it, and
 * by `lookAgain`, which is called each second: once that was long ago, and at once while the server itself still reads it. desktop.md 2.2
 */
export function createLooking({ store, api, now }: Desk, refusedOr: (outcome: Outcome<object>) => boolean) {
  let readAt = 0;
  let isReading = false;
  let mustReadAgain = false;

  const take = (id: string, read: EmailB | undefined): void =>
    store.setState(({ looked }) => {
      const before = looked[id];
      const email = before === undefined ? read : newest(before, read);
      return email === undefined || email === before ? {} : { looked: { ...looked, [id]: email } };
    });
  const readOnce = async (id: string): Promise<Outcome<{ email: EmailB }>> => {
    readAt = now();
    const found = await api.get<{ email: EmailB }>(`/me/emails/${id}`);
    if (found.ok) take(id, found.value.email);
    else if (found.kind === "refused") take(id, undefined);
    return found;
  };
  const readAgain = async (): Promise<void> => {
    const id = lookedAt(store.getState());
    if (id === undefined) return;
    if (isReading) mustReadAgain = true;
    if (isReading) return;
    isReading = true;
    await readOnce(id).finally(() => {
      isReading = false;
    });
    const isNews = mustReadAgain;
    mustReadAgain = false;
    if (isNews) await readAgain();
  };
  store.subscribe((after, before) => {
    const id = after.openId;
    if (id === undefined) return;
    if (id !== before.openId) readAt = now();
    else {
      const last = valueAt(before.centre.emails, id);
      // It left under the reader's eyes: what they read stays, and may do nothing more until it is known.
      if (last !== undefined && valueAt(after.centre.emails, id) === undefined) take(id, { ...last, capabilities: [] });
      if (isTold(id, before, after)) void readAgain();
    }
  });
  return {
    /** Opens it; tells of a refusal. */
    async look(id: string): Promise<void> {
      store.setState({ openId: id, activeId: id, isPlain: false, readsOn: false });
      const found = await readOnce(id);
      if (refusedOr(found) || found.ok || found.kind !== "refused") return;
      // What may not be read does not come by waiting for it.
      store.setState(({ openId, looked }) => (openId === id && looked[id] === undefined ? { openId: undefined } : {}));
    },
    lookAgain(): void {
      const state = store.getState();
      const isBeingRead = state.looked[lookedAt(state) ?? ""]?.isBeingRead === true;
      if (isBeingRead || now() - readAt >= freshMs) void readAgain();
    },
  };
}

/** What is open and not held here. */
const lookedAt = ({ openId, centre }: DeskState): string | undefined =>
  openId !== undefined && valueAt(centre.emails, openId) === undefined ? openId : undefined;

/** Whether something was told that comes with another state: who is there, its thread, its shelf, its leaving, or everything anew. */
function isTold(id: string, before: DeskState, after: DeskState): boolean {
  const threadId = after.looked[id]?.threadId ?? "";
  return (
    before.centre.presence[id] !== after.centre.presence[id] ||
    before.centre.shelves !== after.centre.shelves ||
    valueAt(before.centre.emails, id) !== valueAt(after.centre.emails, id) ||
    before.news[threadId] !== after.news[threadId] ||
    (before.connection.isReplacing && !after.connection.isReplacing)
  );
}

/** What was read, unless it says nothing new. Undefined: it may be read no more, and so nothing may be done with it. */
function newest(before: EmailB, read: EmailB | undefined): EmailB {
  if (read === undefined) return before.capabilities.length === 0 ? before : { ...before, capabilities: [] };
  if (read.version !== before.version) return read.version < before.version ? before : read;
  // What the server has read of it meanwhile makes no version.
  const isSame = `${read.capabilities}` === `${before.capabilities}` && read.isBeingRead === before.isBeingRead;
  return isSame ? before : read;
}
