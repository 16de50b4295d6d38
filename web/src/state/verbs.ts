// Long because every verb of an agent stands here once, over what they share.

import type { DeliveryResource, EmailB, HoldResource, WorkbinResource } from "@postroom/contract";
import type { Outcome, Refused, Warning } from "../api/outcome.ts";
import { askMailView } from "../mail-frame/mail-view.ts";
import { valueAt } from "./by-id.ts";
import type { Desk } from "./desk.ts";
import type { AfterThis, Pending } from "./desk-state.ts";
import { beginHold, type HeldAction, undoHold } from "./holding.ts";
import { createLooking } from "./looking.ts";
import { isFresh, type Moved, moveAll, waitingIn } from "./moving.ts";
import { createLatest, oneAtATime } from "./once.ts";
import { createOpening, type Habits } from "./opening.ts";
import { draftOf, heldNow, inboxRows } from "./rows.ts";
import { createSearching } from "./searching.ts";
import { groupHolding, type OfGroup } from "./shelves.ts";
import { beginSnooze, endOf, endSnooze, type Span } from "./snoozing.ts";

/** A draft as it is sent to the server. */
export type Written = {
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
  readonly subject: string;
  readonly body: string;
  readonly bodyAsPlainText: string;
};

/** A draft on its way out: what is sent, in which version, and the warnings that its author saw and sends in spite of. */
export type Sending = {
  readonly draft: EmailB;
  readonly content: Written;
  readonly version: number;
  readonly completes: boolean;
  readonly confirmed: readonly string[];
  /** What is done with the original before, in the same hold: GWS's bodies. */
  readonly first?: readonly object[] | undefined;
};

/** What became of several operations at once: which was refused, where the server said it; what stops it until it is confirmed. */
export type Held = {
  readonly isDone: boolean;
  readonly action?: number | undefined;
  readonly warnings: readonly Warning[];
};

export type Target = { readonly userUri: string } | { readonly userName: string } | { readonly queueName: string };
type DraftName = "Reply" | "ReplyAll" | "Forward";
type Answer = { readonly interactionId?: string };

const confirmWithinMs = 5_000;
const nothingSaid: Partial<Refused> = {};

/** What an agent does. Each asks the server and lets the screen follow the event; a refusal is told in the server's words. desktop.md 3.1 */
export type Verbs = ReturnType<typeof createVerbs>;

/** Verbs over a desk. */
export function createVerbs(desk: Desk, habits: Habits) {
  const { store, api } = desk;
  const leaving = new Set<string>();
  const email = (id: string): EmailB | undefined => valueAt(store.getState().centre.emails, id);

  const refusedOr = <Body>(outcome: Outcome<Body>): outcome is Extract<Outcome<Body>, { ok: true }> => {
    if (outcome.ok) return true;
    if (outcome.kind === "refused") desk.tell({ key: "notice.refused", values: { words: outcome.words } }, "alarm");
    else if (outcome.kind === "unreachable") desk.tell({ key: "notice.unknown" }, "alarm");
    else store.setState({ mustSignIn: true });
    return false;
  };
  const readAgain = async (id: string): Promise<void> => {
    const found = await api.get<{ email: EmailB }>(`/me/emails/${id}`);
    if (!found.ok) return;
    const data = { messageType: "EmailStateChangeMessage", notificationType: "StatusChange", email: found.value.email };
    desk.hear({ kind: "message", data });
  };
  const pending = (id: string, verb: string | undefined): void =>
    store.setState((state) => {
      const { [id]: _, ...others } = state.pending;
      const version = valueAt(state.centre.emails, id)?.version;
      return { pending: verb === undefined || version === undefined ? others : { ...others, [id]: { verb, version } } };
    });
  /** A refusal changes nothing: what came before it is still to be heard of, unless it was meanwhile. */
  const pendAgain = (id: string, before: Pending | undefined): void =>
    store.setState(({ pending: { [id]: refused, ...others } }) => ({
      pending: refused === undefined || before === undefined ? others : { ...others, [id]: before },
    }));
  /** As it is after everything that was done with it from here: the event of the last operation may not have come yet. */
  const settled = async (id: string): Promise<EmailB | undefined> => {
    if (store.getState().pending[id] !== undefined) await readAgain(id);
    return email(id);
  };
  const ask = async (id: string, operationName: string, parameters: object = {}, ifMatch?: number) => {
    const before = store.getState().pending[id];
    pending(id, operationName);
    const outcome = await api.post<Answer>(`/me/emails/${id}`, { operationName, ...parameters }, { ifMatch });
    if (!outcome.ok) pendAgain(id, before);
    else {
      setTimeout(() => {
        if (store.getState().pending[id] === undefined) return;
        desk.tell({ key: "notice.notConfirmed" });
        void readAgain(id);
      }, confirmWithinMs);
    }
    return outcome;
  };
  const { open, openIfStill, advance, hide, focused } = createOpening(desk, habits);
  // Two requests may arrive in another order than they were sent.
  const becomeLast = createLatest(async (operationName: string): Promise<void> => {
    refusedOr(await api.post("/me/channels/email", { operationName }));
  });
  const become = (operationName: string): Promise<void> => {
    store.setState({ dialog: undefined, afterThis: undefined });
    return becomeLast(operationName);
  };
  /** Asked again before the answer came, it does nothing: false. */
  const leave = async (ids: readonly string[], from: string, does: () => Promise<boolean>): Promise<boolean> => {
    if (ids.some((id) => leaving.has(id))) return false;
    for (const id of ids) leaving.add(id);
    return left(ids, from, does).finally(() => {
      for (const id of ids) leaving.delete(id);
    });
  };
  const left: typeof leave = async (ids, from, does) => {
    const isOpen = store.getState().openId === from;
    if (isOpen) advance(from);
    const { openId: after } = store.getState();
    hide(ids, true);
    await focused(ids);
    const isDone = await does();
    hide(isDone ? [] : ids, false);
    const { afterThis } = store.getState();
    if (isDone && afterThis !== undefined) void become(afterThis.operationName);
    if (!isDone && isOpen) openIfStill(after, from);
    // Hidden until the event comes; a later offer of the same e-mail must show again.
    if (isDone)
      await Promise.all(ids.filter((id) => email(id) !== undefined).map(readAgain)).then(() => hide(ids, false));
    return isDone;
  };
  /** Begins a hold, which the server takes whole or not at all. */
  const holding = async (actions: readonly HeldAction[]): Promise<Held> => {
    store.setState({ snoozed: undefined, moved: undefined });
    const threadId = actions[0]?.email.threadId ?? "";
    const seen = store.getState().seen[threadId] ?? actions[0]?.email.parentId;
    const outcome = await beginHold(api, actions, seen);
    if (outcome.ok) {
      desk.hear({ kind: "message", data: { messageType: "Hold", hold: outcome.value.hold } });
      return { isDone: true, warnings: [] };
    }
    const { interactionId, reason, warnings, action } = outcome.kind === "refused" ? outcome : nothingSaid;
    if (reason === "NewerMessage" && interactionId !== undefined) {
      store.setState(({ seen: before, news }) => ({
        seen: { ...before, [threadId]: interactionId },
        news: { ...news, [threadId]: (news[threadId] ?? 0) + 1 },
      }));
      desk.tell({ key: "notice.newer" }, "alarm");
    } else if (warnings === undefined) refusedOr(outcome);
    return { isDone: false, action, warnings: warnings ?? [] };
  };
  /** The row of `from` leaves with what is held, and comes back when the server refuses. */
  const leaveHeld = async (
    ids: readonly string[],
    from: string,
    actions: () => readonly HeldAction[],
  ): Promise<Held> => {
    let held: Held = { isDone: false, warnings: [] };
    await leave(ids, from, async () => {
      held = await holding(actions());
      return held.isDone;
    });
    return held;
  };
  const quoting = new Map<string, Promise<number | undefined>>();
  const quote = async (draftId: string, interactionId: string | null): Promise<void> => {
    const asked = api.post(`/api/postroom/v1/drafts/${draftId}/quote`, { interactionId }, { method: "PUT" });
    quoting.set(
      draftId,
      asked.then((outcome) => (outcome.ok ? outcome.version : undefined)),
    );
    refusedOr(await asked);
  };
  /** The version of a draft after what was quoted in it from here, whose event may come later than the next words. */
  const afterQuoting = async (id: string, version: number): Promise<number> => {
    const made = await quoting.get(id);
    return made === version + 1 ? made : version;
  };
  const draft = oneAtATime(async (id: string, operationName: DraftName): Promise<boolean> => {
    if (draftOf(store.getState(), id) !== undefined) return true;
    const prefix = operationName === "Forward" ? "Fwd: " : "Re: ";
    const outcome = await ask(id, operationName, { subjectPrefix: prefix, quoteOriginal: false });
    pending(id, undefined);
    if (!refusedOr(outcome)) return false;
    const made = outcome.value.interactionId;
    if (made === undefined) return false;
    await quote(made, id);
    if (email(made) === undefined) await readAgain(made);
    return true;
  });
  /** A draft that no e-mail gave; `quoted`: what goes out below it. */
  const begun = async (body: object, quoted?: string): Promise<string | undefined> => {
    const outcome = await api.post<Answer>("/me/emails", body);
    const made = refusedOr(outcome) ? outcome.value.interactionId : undefined;
    if (made === undefined) return undefined;
    if (quoted !== undefined) await quote(made, quoted);
    await readAgain(made);
    return made;
  };
  /** Stops the send that would go first; what was held is open again, in exactly the version that was held. */
  const undo = oneAtATime(
    async (id?: string): Promise<void> => {
      const held = heldNow(store.getState());
      const hold = id === undefined ? held[0] : held.find((one) => one.id === id);
      if (hold === undefined) return desk.tell({ key: "notice.tooLate" });
      await undone(hold);
    },
    (...[id]) => id ?? heldNow(store.getState())[0]?.id ?? "",
  );
  const undone = async (hold: HoldResource): Promise<void> => {
    const { openId: before } = store.getState();
    const undone = await undoHold(api, hold.id);
    if (!refusedOr(undone)) return;
    desk.hear({ kind: "message", data: { messageType: "Hold", hold: undone.value.hold } });
    await Promise.all(hold.emailIds.map(readAgain));
    const back = hold.emailIds.flatMap((id) => email(id) ?? []);
    openIfStill(before, back.find(({ state }) => state !== "Composing")?.id ?? back[0]?.id);
  };
  const moveBack = async ({ from, items }: Moved): Promise<void> => {
    store.setState({ moved: undefined });
    const { length: count } = await moveAll(api, items, from);
    desk.tell({ key: "moved.back", values: { count, queue: from, all: items.length } });
  };
  return {
    open,
    readAgain,
    /** Opens the mail, unless the agent is writing, or reads something else by then: then it waits in the list. False: it was not opened. desktop.md 3.3 */
    accept: oneAtATime(async (id: string): Promise<boolean> => {
      const { openId: before } = store.getState();
      const outcome = await ask(id, "Accept");
      if (!refusedOr(outcome)) return false;
      // What may be done with it comes with the event; a key that is pressed as soon as it is open must find it there.
      if (store.getState().pending[id] !== undefined) await readAgain(id);
      return openIfStill(before, id);
    }),
    /** `comment`: the reason, where one was chosen. */
    decline: oneAtATime(async (id: string, comment?: string): Promise<void> => {
      refusedOr(await ask(id, "Reject", comment === undefined ? {} : { comment }));
    }),
    draft,
    quote,
    /** The new draft's id, where it was opened. */
    create: oneAtATime(async (): Promise<string | undefined> => {
      const { openId: before } = store.getState();
      const id = await begun({ operationName: "Create" });
      return id !== undefined && openIfStill(before, id) ? id : undefined;
    }),
    /** To the sender of the mail that this one passes on, in its thread. mail.md 10 */
    answerOriginal: oneAtATime(
      async ({ id, forwarded }: EmailB): Promise<void> => {
        if (forwarded === undefined || draftOf(store.getState(), id) !== undefined) return;
        const subject = `Re: ${forwarded.subject.replace(/^(?:re:\s*)+/i, "")}`;
        const content = { to: [forwarded.from.address], subject };
        await begun({ operationName: "Create", parentId: id, email: content }, id);
      },
      ({ id }) => id,
    ),
    cancelDraft: oneAtATime(async (id: string): Promise<void> => {
      refusedOr(await ask(id, "Cancel"));
    }),
    async save(id: string, written: Written, version: number): Promise<Outcome<Answer>> {
      const ifMatch = await afterQuoting(id, version);
      return api.post<Answer>(`/me/emails/${id}`, { operationName: "Save", email: written }, { ifMatch });
    },
    /**
     * The draft goes out at the end of its hold, and with `completes` its original is done then. What the server refuses comes back on the
     * screen; a message that came meanwhile stops it once, so that it is read first.
     */
    async send({ draft: written, version, completes, first = [], ...sent }: Sending): Promise<Held> {
      const original = written.parentId === undefined ? undefined : await settled(written.parentId);
      const rowId = original?.id ?? written.id;
      const ids = completes ? [...new Set([written.id, rowId])] : [written.id];
      const confirmed = sent.confirmed.length === 0 ? {} : { confirmedWarnings: sent.confirmed };
      const send = { operationName: "Send", email: sent.content, ...confirmed };
      const present = await afterQuoting(written.id, version);
      return leaveHeld(ids, completes ? rowId : written.id, () => [
        ...(original === undefined ? [] : first.map((body) => ({ email: original, body }))),
        { email: written, version: present, body: send },
        ...(completes && original !== undefined ? [{ email: original, body: { operationName: "Complete" } }] : []),
      ]);
    },
    /** Ends an e-mail, after what else is to be done with it: all in one hold. */
    complete: oneAtATime(async (id: string, first: readonly object[] = []): Promise<Held> => {
      const done = await settled(id);
      if (done === undefined) return { isDone: false, warnings: [] };
      return leaveHeld([id], id, () =>
        [...first, { operationName: "Complete" }].map((body) => ({ email: done, body })),
      );
    }),
    /** Puts it off for a span; what was put off last gets another time. */
    async snooze(id: string, span: Span): Promise<boolean> {
      const until = endOf(span, new Date(desk.now() + store.getState().clockOffset));
      const begin = async (): Promise<boolean> => {
        const begun = await beginSnooze(api, id, until);
        if (begun.ok) desk.hear({ kind: "message", data: { messageType: "Snooze", snooze: begun.value.snooze } });
        return refusedOr(begun);
      };
      const subject = email(id)?.subject ?? store.getState().snoozed?.subject ?? "";
      const isBegun = email(id) === undefined ? await begin() : await leave([id], id, begin);
      if (isBegun)
        store.setState({ snoozed: { id, subject, span, until: until.getTime(), at: desk.now() }, moved: undefined });
      return isBegun;
    },
    /** Puts the oldest that wait in a queue into another. What can be taken back is said beside it. desktop.md 7 */
    async moveWaiting(from: string, to: string, count: number): Promise<boolean> {
      const waiting = await waitingIn(api, from, count);
      if (!refusedOr(waiting)) return false;
      const items = await moveAll(api, waiting.value, to);
      store.setState({ moved: { from, to, items, at: desk.now() }, snoozed: undefined });
      return true;
    },
    undo,
    leave,
    /** Takes back the last thing: what was moved, or put off; else what is held is called back. */
    async undoLast(): Promise<void> {
      const { snoozed, moved } = store.getState();
      if (isFresh(moved, desk.now())) return moveBack(moved);
      if (snoozed === undefined) return undo();
      const { openId: before } = store.getState();
      store.setState({ snoozed: undefined });
      const ended = await endSnooze(api, snoozed.id);
      if (!refusedOr(ended)) return;
      desk.hear({ kind: "message", data: { messageType: "Snooze", snooze: ended.value.snooze } });
      await readAgain(snoozed.id);
      openIfStill(before, snoozed.id);
    },
    transfer: (id: string, target: Target, comment: string) =>
      leave([id], id, async () =>
        refusedOr(await ask(id, "Transfer", { ...target, ...(comment === "" ? {} : { comment }) })),
      ),
    place: (id: string, workbinName: string, group: OfGroup = {}) =>
      leave([id], id, async () => refusedOr(await ask(id, "PlaceInWorkbin", { workbinName, ...group }))),
    pull: oneAtATime(
      async (workbin: Pick<WorkbinResource, "id" | "type">, id: string): Promise<void> => {
        const { user, openId: before } = store.getState();
        const group = await groupHolding(api, workbin, user, id);
        const body = { operationName: "PullEmail", id, ...group };
        if (!refusedOr(await api.post<Answer>(`/me/workbins/${workbin.id}`, body))) return;
        await readAgain(id);
        openIfStill(before, id);
      },
      (_, id) => id,
    ),
    async setDisposition(id: string, disposition: string): Promise<void> {
      refusedOr(await ask(id, "SetDisposition", { disposition }));
    },
    /** One operation in GWS's own words. */
    operate: async (
      id: string,
      { operationName, ...parameters }: { readonly operationName: string },
    ): Promise<boolean> => refusedOr(await ask(id, operationName, parameters)),
    /** Says something in the thread that only colleagues see; `@name` tells that colleague. */
    note: oneAtATime(
      async ({ id, threadId }: EmailB, text: string): Promise<boolean> => {
        if (threadId === undefined) return refusedOr(await ask(id, "AddComment", { comment: text }));
        const mentions = [...text.matchAll(/(?:^|\s)@([\w.-]+)/g)].map(([, name = ""]) => name.replace(/[.-]+$/, ""));
        const said = await api.post(`/api/postroom/v1/threads/${threadId}/notes`, { text, mentions });
        if (refusedOr(said)) {
          store.setState(({ news }) => ({ news: { ...news, [threadId]: (news[threadId] ?? 0) + 1 } }));
        }
        return said.ok;
      },
      ({ id }, text) => `${id} ${text}`,
    ),
    async setUserData(id: string, key: string, value: string): Promise<boolean> {
      return refusedOr(await ask(id, "UpdateUserData", { userData: { [key]: value } }));
    },
    become,
    /** Another state once the next e-mail is done or given away; at once where there is none. desktop.md 3.2 */
    async becomeAfterThis(then: AfterThis): Promise<void> {
      if (inboxRows(store.getState()).length === 0) await become(then.operationName);
      else store.setState({ dialog: undefined, afterThis: then });
    },
    /** What becomes of a mail that waits, failed or may have gone out, in the version that was seen. */
    async decide(id: string, operationName: "Cancel" | "Resend" | "MarkSent", version: number): Promise<void> {
      const path = `/api/postroom/v1/interactions/${id}/delivery`;
      const made = await api.post<{ delivery: DeliveryResource }>(path, { operationName, version });
      if (!refusedOr(made)) return;
      const { delivery } = made.value;
      desk.hear({ kind: "message", data: { messageType: "Delivery", interactionId: id, delivery } });
    },
    ...createLooking(desk, refusedOr),
    /** A page of its own, behind the same fence: to print it, or to read its bytes. */
    async showApart(id: string, part: "print" | "source"): Promise<void> {
      const view = await askMailView(api, id, part, false);
      if (refusedOr(view)) globalThis.open(view.value.url, "_blank", "noopener");
    },
    ...createSearching(desk, refusedOr),
  };
}
