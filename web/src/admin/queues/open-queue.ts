import { createStore } from "zustand/vanilla";
import type { Outcome } from "../../api/outcome.ts";
import { desk } from "../../desktop/desk.ts";
import { bodyOf, type Queue, type TypedQueue, typedOf } from "./typed-queue.ts";

export const queuesPath = "/api/postroom/v1/config/queues";

type Open = {
  /** As it was when it was opened; undefined: it is new. */
  readonly before: Queue | undefined;
  readonly typed: TypedQueue;
};

/** What is being written. It outlives the page: whoever looks elsewhere and comes back finds it. */
export const openQueue = createStore<{ readonly open: Open | undefined }>(() => ({ open: undefined }));

// Nobody saves what somebody else has typed.
desk.store.subscribe((after, before) => {
  if (before.user !== undefined && after.user?.id !== before.user.id) openQueue.setState({ open: undefined });
});

export const beginQueue = (before: Queue | undefined): void =>
  openQueue.setState({ open: { before, typed: typedOf(before) } });
export const closeQueue = (): void => openQueue.setState({ open: undefined });

/** Notes what was typed. */
export function typeQueue(change: Partial<TypedQueue>): void {
  const { open } = openQueue.getState();
  if (open !== undefined) openQueue.setState({ open: { ...open, typed: { ...open.typed, ...change } } });
}

type Saved = { readonly id: string; readonly version: number };

/** Saves what is open. `now`: the queue as the page shows it, which is what the save stands on. */
export function saveQueue({ typed }: Open, now: Queue | undefined): Promise<Outcome<Saved>> {
  const body = bodyOf(typed, now);
  if (now === undefined) return desk.api.post<Saved>(queuesPath, body);
  return desk.api.post<Saved>(`${queuesPath}/${now.id}`, body, { method: "PUT", ifMatch: now.version });
}

export const removeQueue = ({ id }: Queue): Promise<Outcome<object>> =>
  desk.api.post<object>(`${queuesPath}/${id}`, {}, { method: "DELETE" });
