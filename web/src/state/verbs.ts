import type { EmailB } from "@postroom/contract";
import type { Outcome } from "../api/outcome.ts";
import type { Desk } from "./desk.ts";
import type { DeskState } from "./desk-state.ts";
import { draftOf, inboxRows, neighbour } from "./rows.ts";

/** A draft as it is sent to the server. */
export type Written = {
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
  readonly subject: string;
  readonly body: string;
  readonly bodyAsPlainText: string;
};

export type Target = { readonly userUri: string } | { readonly queueName: string };
type Answer = { readonly interactionId?: string };

const confirmWithinMs = 5_000;

/** What an agent does. Each asks the server and lets the screen follow the event; a refusal is told in the server's words. desktop.md 3.1 */
export type Verbs = ReturnType<typeof createVerbs>;

/** Verbs over a desk. */
export function createVerbs(desk: Desk) {
  const { store, api } = desk;
  const email = (id: string): EmailB | undefined => store.getState().centre.emails[id];

  const refusedOr = <Body>(outcome: Outcome<Body>): outcome is Extract<Outcome<Body>, { ok: true }> => {
    if (outcome.ok) return true;
    if (outcome.kind === "refused") desk.tell({ key: "notice.refused", values: { words: outcome.words } }, "alarm");
    else if (outcome.kind === "unreachable") desk.tell({ key: "notice.unknown" }, "alarm");
    else store.setState({ dialog: "signIn" });
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
      const version = state.centre.emails[id]?.version;
      return { pending: verb === undefined || version === undefined ? others : { ...others, [id]: { verb, version } } };
    });
  const ask = async (id: string, operationName: string, parameters: object = {}, ifMatch?: number) => {
    pending(id, operationName);
    const outcome = await api.post<Answer>(`/me/emails/${id}`, { operationName, ...parameters }, { ifMatch });
    if (!outcome.ok) pending(id, undefined);
    else {
      setTimeout(() => {
        if (store.getState().pending[id] === undefined) return;
        desk.tell({ key: "notice.notConfirmed" });
        void readAgain(id);
      }, confirmWithinMs);
    }
    return outcome;
  };
  const hide = (ids: readonly string[], isHidden: boolean): void =>
    store.setState(({ hidden }) => {
      const others = Object.entries(hidden).filter(([id]) => !ids.includes(id));
      return { hidden: Object.fromEntries([...others, ...(isHidden ? ids.map((id) => [id, true] as const) : [])]) };
    });
  const open = (id: string | undefined): void => {
    store.setState((state) => ({ openId: id, activeId: id ?? state.activeId }));
    if (id !== undefined && email(id)?.capabilities.includes("SetInFocus") === true) {
      void api.post(`/me/emails/${id}`, { operationName: "SetInFocus" });
    }
  };
  /** Opens what comes after `id`, because `id` is about to leave. */
  const advance = (id: string): void => {
    const next = neighbour(inboxRows(store.getState()), id);
    open(next?.id);
  };
  const leave = async (ids: readonly string[], from: string, does: () => Promise<boolean>): Promise<boolean> => {
    if (store.getState().openId === from) advance(from);
    hide(ids, true);
    const isDone = await does();
    hide(isDone ? [] : ids, false);
    if (!isDone) open(from);
    // Hidden until the event comes; a later offer of the same e-mail must show again.
    else await Promise.all(ids.filter((id) => email(id) !== undefined).map(readAgain)).then(() => hide(ids, false));
    return isDone;
  };
  const draft = async (id: string, operationName: "Reply" | "ReplyAll" | "Forward"): Promise<void> => {
    if (draftOf(store.getState(), id) !== undefined) return;
    const prefix = operationName === "Forward" ? "Fwd: " : "Re: ";
    const quoteOriginal = operationName === "Forward";
    const outcome = await ask(id, operationName, { subjectPrefix: prefix, quoteOriginal });
    pending(id, undefined);
    if (!refusedOr(outcome)) return;
    const made = outcome.value.interactionId;
    if (made !== undefined && email(made) === undefined) await readAgain(made);
  };
  return {
    open,
    readAgain,
    /** Opens the mail, unless the agent is writing: then it waits in the list. */
    async accept(id: string, opens: boolean): Promise<void> {
      const outcome = await ask(id, "Accept");
      if (!refusedOr(outcome)) return;
      if (opens) open(id);
    },
    async decline(id: string): Promise<void> {
      refusedOr(await ask(id, "Reject"));
    },
    draft,
    async create(): Promise<void> {
      const outcome = await api.post<Answer>("/me/emails", { operationName: "Create" });
      if (!refusedOr(outcome)) return;
      const id = outcome.value.interactionId;
      if (id === undefined) return;
      await readAgain(id);
      open(id);
    },
    async cancelDraft(id: string): Promise<void> {
      refusedOr(await ask(id, "Cancel"));
    },
    save: (id: string, written: Written, version: number) =>
      api.post<Answer>(`/me/emails/${id}`, { operationName: "Save", email: written }, { ifMatch: version }),
    /** The draft goes out, and with `completes` its original is done. What the server refuses comes back on the screen. */
    async send(sent: EmailB, written: Written, version: number, completes: boolean): Promise<boolean> {
      const parent = completes && sent.parentId !== undefined ? email(sent.parentId) : undefined;
      const rowId = sent.parentId !== undefined && email(sent.parentId) !== undefined ? sent.parentId : sent.id;
      const ids = completes ? [...new Set([sent.id, rowId])] : [sent.id];
      return leave(ids, completes ? rowId : sent.id, async () => {
        const outcome = await ask(sent.id, "Send", { email: written }, version);
        if (!refusedOr(outcome)) return false;
        if (parent === undefined) return true;
        const completed = await ask(parent.id, "Complete");
        if (!refusedOr(completed)) hide([parent.id], false);
        return true;
      });
    },
    complete: (id: string) => leave([id], id, async () => refusedOr(await ask(id, "Complete"))),
    transfer: (id: string, target: Target, comment: string) =>
      leave([id], id, async () =>
        refusedOr(await ask(id, "Transfer", { ...target, ...(comment === "" ? {} : { comment }) })),
      ),
    place: (id: string, workbinName: string) =>
      leave([id], id, async () => refusedOr(await ask(id, "PlaceInWorkbin", { workbinName }))),
    async pull(workbinId: string, id: string): Promise<void> {
      const outcome = await api.post<Answer>(`/me/workbins/${workbinId}`, { operationName: "PullEmail", id });
      if (!refusedOr(outcome)) return;
      await readAgain(id);
      open(id);
    },
    async setDisposition(id: string, dispositionCode: string): Promise<void> {
      refusedOr(await ask(id, "SetDisposition", { disposition: dispositionCode }));
    },
    async comment(id: string, text: string): Promise<boolean> {
      return refusedOr(await ask(id, "AddComment", { comment: text }));
    },
    async become(operationName: string): Promise<void> {
      store.setState({ dialog: undefined });
      refusedOr(await api.post("/me/channels/email", { operationName }));
    },
    /** Reads something that is not held, so that the conversation can show it. */
    async look(id: string): Promise<void> {
      store.setState({ openId: id, activeId: id });
      const found = await api.get<{ email: EmailB }>(`/me/emails/${id}`);
      if (refusedOr(found)) store.setState(({ looked }) => ({ looked: { ...looked, [id]: found.value.email } }));
    },
    async search(words: string): Promise<void> {
      store.setState({ searchFor: words, found: undefined });
      const found = await api.get<{ interactions: NonNullable<DeskState["found"]> }>(
        `/ucs/interactions?q=${encodeURIComponent(words)}&limit=100&fields=*`,
      );
      // A slower older answer never overwrites a newer one.
      if (store.getState().searchFor !== words) return;
      if (refusedOr(found)) store.setState({ found: found.value.interactions });
    },
  };
}
