import type { EmailB } from "@postroom/contract";
import { get, set } from "idb-keyval";
import type { Node } from "prosemirror-model";
import type { EditorView } from "prosemirror-view";
import { desk, verbs } from "../desktop/desk.ts";
import { isBeingWritten } from "../state/rows.ts";
import type { Written } from "../state/verbs.ts";
import { createEditor, freshDoc } from "./editor.ts";
import { type Fields, textFields, writtenFrom, writtenOf } from "./fields.ts";
import { isBusyOutside } from "./focus.ts";
import { createKeeping, isNewer, type Keeping, type KeptDraft } from "./keeping.ts";
import { docOf } from "./markup.ts";
import { schema } from "./schema.ts";
import { textOf } from "./serialise.ts";

type Options = {
  readonly draft: EmailB;
  readonly place: HTMLElement;
  readonly signature: string | undefined;
  readonly label: string;
  readonly language: string;
  readonly fields: () => Fields;
  readonly setFields: (fields: Fields) => void;
  readonly shows: (keeping: Keeping) => void;
  /** What the server has, once it competes with what is written here. */
  readonly theirs: (email: EmailB) => void;
  readonly slash: (words: string | undefined) => void;
  readonly pickerKey: (key: string, words: string) => boolean;
  /** After each change, what would be sent. */
  readonly written: (content: Written) => void;
  /** The text is there, with the caret in it. */
  readonly ready: () => void;
  /** Where a picture of the draft lies, by its Content-ID. */
  readonly picture: (contentId: string) => string | undefined;
};

/** A draft that is being written: its editor and its keeping. */
export type Writing = ReturnType<typeof beginWriting>;

/** Puts the editor into its place, with what this device kept of the draft where that is newer than the server's. */
export function beginWriting(options: Options) {
  const { draft } = options;
  let view: EditorView | undefined;
  let isGone = false;
  let isLocked = false;
  newest.set(draft.id, options);
  const unlessGone = (does: () => void): void => {
    if (!isGone) does();
  };
  const keeps = createKeeping(
    {
      // Where it is forbidden it throws at once.
      store: async (kept) => set(placeOf(draft.id), kept),
      save: (written, version) => verbs.save(draft.id, written, version),
      read: async () => {
        const found = await desk.api.get<{ email: EmailB }>(`/me/emails/${draft.id}`);
        if (!found.ok) return undefined;
        unlessGone(() => options.theirs(found.value.email));
        return { written: writtenOf(found.value.email), version: found.value.email.version };
      },
      after: (ms, does) => {
        const timer = setTimeout(does, ms);
        return () => clearTimeout(timer);
      },
      isNewest: () => newest.get(draft.id) === options,
      shows: (what) => unlessGone(() => options.shows(what)),
    },
    { written: writtenOf(draft), version: draft.version },
  );
  const changed = (doc: Node): void => {
    const content = writtenFrom(doc, options.fields());
    keeps.changed(doc.toJSON(), content);
    options.written(content);
  };
  const begin = async (): Promise<void> => {
    const ours = await keptOf(draft);
    if (isGone) return;
    if (ours !== undefined) options.setFields(textFields(ours.written));
    view = createEditor({
      ...options,
      doc: ours === undefined ? docOfDraft(draft, options.signature) : schema.nodeFromJSON(ours.doc),
      changed,
      isLocked: () => isLocked,
    });
    if (ours !== undefined) {
      keeps.resume(ours);
      if (!ours.isSaved) changed(view.state.doc);
    }
    options.written(writtenFrom(view.state.doc, options.fields()));
    // Whoever reads on with `j` does not write it into what they come past.
    if (!desk.store.getState().readsOn) focus();
    options.ready();
  };
  const focus = (): void => {
    if (!isBusyOutside(options.place.closest("section"))) view?.focus();
  };
  const put = (content: Written): void => {
    if (view === undefined) return;
    options.setFields(textFields(content));
    view.dispatch(view.state.tr.replaceWith(0, view.state.doc.content.size, docOf(content.body).content));
  };
  void begin();
  return {
    keeps,
    focus,
    /** As long as it is being sent, nothing in it changes. */
    lock: (locks: boolean) => {
      isLocked = locks;
    },
    view: () => view,
    text: () => (view === undefined ? "" : textOf(view.state.doc)),
    changed: () => (view === undefined ? undefined : changed(view.state.doc)),
    /** After a conflict: the next save goes on top of what the server has. */
    settle(theirs: EmailB, chosen: "mine" | "theirs"): void {
      keeps.settle({ written: writtenOf(theirs), version: theirs.version });
      if (chosen === "theirs") put(writtenOf(theirs));
    },
    /** Another text in place of what stands here, which is saved like what somebody writes. */
    take(content: Written): void {
      put(content);
      view?.focus();
    },
    stop(): void {
      isGone = true;
      const given = givenAway.get(draft.id);
      givenAway.delete(draft.id);
      // Another tab writes there already, on words that are newer.
      if (given === "late") newest.delete(draft.id);
      leaving.set(draft.id, keeps.stop(isBeingWritten(desk.store.getState(), draft.id)));
      if (given === "asked") newest.delete(draft.id);
      view?.destroy();
    },
  };
}

/** Whose composer a draft was opened in last. */
const newest = new Map<string, Options>();

const leaving = new Map<string, Promise<unknown>>();
const givenAway = new Map<string, "asked" | "late">();

/** The composer of a draft is about to close because another tab has it: from then on nothing of ours is put over theirs. */
export const giveAway = (id: string, isLate: boolean): void => {
  givenAway.set(id, isLate ? "late" : "asked");
};

/** Resolves once the last words of a composer that has closed are kept, as far as they can be. */
export const keptOnLeaving = async (id: string): Promise<unknown> => leaving.get(id);

/** What this device kept of the draft, where it is to be shown rather than the draft as the page knows it. */
async function keptOf(draft: EmailB): Promise<KeptDraft | undefined> {
  const kept = await readHere(draft.id).catch(() => undefined);
  const known = { written: writtenOf(draft), version: draft.version };
  return kept !== undefined && isNewer(kept, known) ? kept : undefined;
}

const readHere = async (id: string): Promise<KeptDraft | undefined> => get(placeOf(id));

const placeOf = (id: string): string => `draft:${id}`;

const docOfDraft = (draft: EmailB, signature: string | undefined): Node =>
  draft.bodyAsPlainText === "" ? freshDoc(signature) : docOf(draft.body);
