import { valueAt } from "./by-id.ts";
import type { Desk } from "./desk.ts";
import type { AfterDone } from "./preferences.ts";
import { inboxRows, neighbour } from "./rows.ts";

export type Habits = {
  readonly afterDone: () => AfterDone;
  /** Somebody writes a reply at this moment: nothing may be opened in its place. */
  readonly isWriting: () => boolean;
};

/** What is open, and what comes to be open in its place: never from under the hands of somebody who writes. */
export function createOpening({ store, api }: Desk, { afterDone, isWriting }: Habits) {
  const email = (id: string) => valueAt(store.getState().centre.emails, id);
  const focusing = new Map<string, Promise<unknown>>();
  const open = (id: string | undefined): void => {
    store.setState((state) => ({ openId: id, activeId: id ?? state.activeId, isPlain: false, readsOn: false }));
    if (id === undefined || email(id)?.capabilities.includes("SetInFocus") !== true) return;
    const asked = api.post(`/me/emails/${id}`, { operationName: "SetInFocus" }).finally(() => {
      if (focusing.get(id) === asked) focusing.delete(id);
    });
    focusing.set(id, asked);
  };
  /** What ends an e-mail waits for that: two requests may arrive in another order than they were sent. */
  const focused = (ids: readonly string[]): Promise<unknown> => Promise.all(ids.map((id) => focusing.get(id)));
  /** For what was asked while `before` was open: its reader may have gone elsewhere since, and the next key is meant for what is open there. */
  const openIfStill = (before: string | undefined, id: string | undefined): boolean => {
    const { openId, dialog } = store.getState();
    if (openId !== before || dialog !== undefined || isWriting()) return false;
    open(id);
    return true;
  };
  /** Opens what comes after `id`, because `id` is about to leave: the next, none, or the same as it was. desktop.md 2, row 2 */
  const advance = (id: string): void => {
    const last = email(id);
    const then = afterDone();
    if (then === "stay" && last !== undefined) {
      store.setState(({ looked }) => ({ looked: { ...looked, [id]: { ...last, capabilities: [] } } }));
    } else {
      open(then === "list" ? undefined : neighbour(inboxRows(store.getState()), id)?.id);
      // The next key may still have been meant for the last one.
      store.setState({ readsOn: true });
    }
  };
  const hide = (ids: readonly string[], isHidden: boolean): void =>
    store.setState(({ hidden }) => {
      const others = Object.entries(hidden).filter(([id]) => !ids.includes(id));
      return { hidden: Object.fromEntries([...others, ...(isHidden ? ids.map((id) => [id, true] as const) : [])]) };
    });
  return { open, openIfStill, advance, hide, focused };
}
