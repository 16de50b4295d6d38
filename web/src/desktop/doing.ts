import type { EmailB } from "@postroom/contract";
import { type Command, type Doing, type OpenComposer, runOf } from "../commands/command.ts";
import { createTypedAhead } from "../commands/typed-ahead.ts";
import type { Say } from "../i18n/words.ts";
import { unfoldAll } from "../mail-frame/unfolding.ts";
import { valueAt } from "../state/by-id.ts";
import type { DeskState } from "../state/desk-state.ts";
import { draftOf } from "../state/rows.ts";
import { composerOnce, composing } from "./composing.ts";
import { desk, verbs } from "./desk.ts";
import { markSpam, undoLastJob } from "./job-verbs.ts";
import { chosenOf, selectingIn } from "./selecting.ts";
import { lastSpan, snooze } from "./snoozed.tsx";
import { rowsOf, type View } from "./views.ts";

/** What commands run with, at this moment. */
export function doingNow(view: View, go: (path: string) => void, say: Say): Doing {
  const state = desk.store.getState();
  return {
    desk,
    verbs,
    state,
    subject: subjectOf(state),
    chosen: chosenOf(state.selection, state.selection === undefined ? [] : rowsOf(view, state)),
    select: selectingIn(view, state),
    composer: () => composing.current,
    written,
    say,
    go,
    move: (by) => move(rowsOf(view, desk.store.getState()), by),
    focus,
    jump: (section) =>
      // After the panel is there.
      requestAnimationFrame(() => {
        const heads = document.querySelectorAll<HTMLElement>(".context section > h2");
        heads[section - 1]?.focus();
        heads[section - 1]?.scrollIntoView({ block: "nearest" });
      }),
    snooze: (id) => snooze(id, lastSpan()),
    spam: markSpam,
    undoJob: undoLastJob,
    moveMessage,
    unfold: unfoldAll,
  };
}

const ahead = createTypedAhead<KeyboardEvent>({ now: Date.now, replay });

/** Keeps a key that is for what the last command opens, until that is there. */
export const waitsForOpening = (event: KeyboardEvent): boolean => ahead.takes(event);

/** Keeps them for what is still looked for, until it is found and has opened, or not. */
export const waitForOpening = ahead.waitFor;

/** Runs a command; the next keys are for what it opens. Says whether that is there. */
export function runCommand(command: Command, doing: Doing, key?: string): Promise<boolean> {
  const done = Promise.resolve(runOf(command, doing));
  const opening = done.then((isOpen) => command.opens === true && isOpen === true);
  if (command.opens === true) ahead.waitFor(opening, key);
  return opening;
}

function replay(pressed: KeyboardEvent): void {
  const open = composing.current;
  if (open?.hasFocus() === true && pressed.key.length === 1) open.type(pressed.key);
  // What came from a mail may only be text: its frame must not make somebody end something. desktop.md 4.4
  else if (!(pressed.target instanceof HTMLIFrameElement))
    (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent("keydown", pressed));
}

const written = (id: string): Promise<OpenComposer | undefined> =>
  composerOnce((open) => {
    const state = desk.store.getState();
    const draft = draftOf(state, id);
    if (draft === undefined || state.openId !== id) return "never";
    return open?.draftId === draft.id && open.isReady() ? "now" : "later";
  }, desk.store.subscribe);

/** The open e-mail, else the active row; what nobody holds has no capabilities. */
export function subjectOf({ centre, openId, activeId, looked }: DeskState): EmailB | undefined {
  const id = openId ?? activeId;
  return id === undefined ? undefined : (valueAt(centre.emails, id) ?? looked[id]);
}

function move(rows: readonly EmailB[], by: 1 | -1): void {
  const { activeId, openId } = desk.store.getState();
  const at = rows.findIndex(({ id }) => id === activeId);
  const next = rows[Math.min(rows.length - 1, Math.max(0, at === -1 ? 0 : at + by))];
  if (next === undefined) return;
  desk.store.setState({ activeId: next.id });
  // With a conversation open the keys read on; in the list they only choose.
  if (openId === undefined) return;
  openRow(next);
  desk.store.setState({ readsOn: true });
}

/** Held e-mails open as they are; others are read first. */
export const openRow = ({ id }: EmailB): void => openNamed(id);

/** The same by the id alone, as a URL names it. */
export function openNamed(id: string): void {
  if (valueAt(desk.store.getState().centre.emails, id) !== undefined) verbs.open(id);
  else void verbs.look(id);
}

const places = { list: ".item-list [role=listbox]", search: "#search", conversation: ".conversation" } as const;

export function focus(place: keyof typeof places): void {
  document.querySelector<HTMLElement>(places[place])?.focus();
}

function moveMessage(by: 1 | -1): void {
  const messages = [...document.querySelectorAll<HTMLElement>(".conversation :not(.ahead) > .message")];
  const at = messages.findIndex((message) => message.contains(document.activeElement));
  messages[Math.min(messages.length - 1, Math.max(0, at + by))]?.focus();
}
