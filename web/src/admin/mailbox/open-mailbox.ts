import { createStore } from "zustand/vanilla";
import type { Outcome } from "../../api/outcome.ts";
import { desk } from "../../desktop/desk.ts";
import { bodyOf, type Mailbox, type TypedMailbox, typedOf } from "./typed-mailbox.ts";

export const mailboxesPath = "/api/postroom/v1/mailboxes";

type Open = {
  /** As it was when it was opened; undefined: it is new. */
  readonly before: Mailbox | undefined;
  readonly typed: TypedMailbox;
};

/** What is being written. It outlives the page: whoever looks elsewhere and comes back finds it. */
export const openMailbox = createStore<{ readonly open: Open | undefined }>(() => ({ open: undefined }));

// Nobody saves what somebody else has typed, and no password waits for the next who signs in.
desk.store.subscribe((after, before) => {
  if (before.user !== undefined && after.user?.id !== before.user.id) openMailbox.setState({ open: undefined });
});

export const beginMailbox = (before: Mailbox | undefined): void =>
  openMailbox.setState({ open: { before, typed: typedOf(before) } });
export const closeMailbox = (): void => openMailbox.setState({ open: undefined });

/** Notes what was typed. */
export function typeMailbox(change: Partial<TypedMailbox>): void {
  const { open } = openMailbox.getState();
  if (open !== undefined) openMailbox.setState({ open: { ...open, typed: { ...open.typed, ...change } } });
}

/** Saves what is open. `now`: the mailbox as the page shows it, which is what the save stands on. */
export function saveMailbox({ typed }: Open, now: Mailbox | undefined): Promise<Outcome<object>> {
  const body = bodyOf(typed, now);
  if (now === undefined) return desk.api.post<object>(mailboxesPath, body);
  return desk.api.post<object>(`${mailboxesPath}/${now.id}`, body, { method: "PUT", ifMatch: now.version });
}

/** Has the account of a mailbox looked into, or left alone. */
export const switchMailbox = ({ id, version }: Mailbox, enabled: boolean): Promise<Outcome<object>> =>
  desk.api.post<object>(`${mailboxesPath}/${id}`, { imap: { enabled } }, { method: "PUT", ifMatch: version });
