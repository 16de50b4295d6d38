import type { EmailB } from "@postroom/contract";
import { valueAt } from "./by-id.ts";
import type { Desk } from "./desk.ts";
import type { DeskState } from "./desk-state.ts";

const freshMs = 15_000;

/**
 * Keeps an e-mail true that is open and that nobody holds here: of others' e-mails nothing is pushed. It is read again with whatever is told
 * around it, and by `look` when that was long ago, as for a page that comes to the front. desktop.md 2.2
 */
export function createLookingAgain({ store, api, now }: Desk): { look(): void } {
  let readAt = 0;
  let isReading = false;
  let mustReadAgain = false;

  const take = (id: string, read: EmailB | undefined): void =>
    store.setState(({ looked }) => {
      const before = looked[id];
      const email = before === undefined ? read : newest(before, read);
      return email === undefined || email === before ? {} : { looked: { ...looked, [id]: email } };
    });
  const readOnce = async (id: string): Promise<void> => {
    readAt = now();
    const found = await api.get<{ email: EmailB }>(`/me/emails/${id}`);
    if (found.ok) take(id, found.value.email);
    else if (found.kind === "refused") take(id, undefined);
  };
  const read = async (): Promise<void> => {
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
    if (isNews) await read();
  };
  store.subscribe((after, before) => {
    const id = after.openId;
    if (id === undefined) return;
    if (id !== before.openId) readAt = now();
    else {
      const last = valueAt(before.centre.emails, id);
      // It left under the reader's eyes: what they read stays, and may do nothing more until it is known.
      if (last !== undefined && valueAt(after.centre.emails, id) === undefined) take(id, { ...last, capabilities: [] });
      if (isTold(id, before, after)) void read();
    }
  });
  return {
    look: () => {
      if (now() - readAt >= freshMs) void read();
    },
  };
}

/** What is open and not held here. */
const lookedAt = ({ openId, centre, looked }: DeskState): string | undefined =>
  openId !== undefined && valueAt(centre.emails, openId) === undefined && looked[openId] !== undefined
    ? openId
    : undefined;

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
  const isSame = read.version === before.version && `${read.capabilities}` === `${before.capabilities}`;
  return isSame || read.version < before.version ? before : read;
}
