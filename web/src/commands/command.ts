import type { EmailB } from "@postroom/contract";
import type { Key, Say, Values } from "../i18n/words.ts";
import type { Desk } from "../state/desk.ts";
import type { DeskState } from "../state/desk-state.ts";
import type { Held, Verbs, Written } from "../state/verbs.ts";

/** From the narrowest to the widest: the topmost that knows the key wins. desktop.md 4.2 */
export const layers = ["composer", "page", "anywhere"] as const;
export type Layer = (typeof layers)[number];

/** The composer that is open, as commands see it. */
export type OpenComposer = {
  readonly draftId: string;
  readonly focus: () => void;
  /** Puts letters at the caret, as their keys do. */
  readonly type: (letters: string) => void;
  /** Sends it, after what else is to be done with its original, all in one hold. */
  readonly send: (completes: boolean, first?: readonly object[]) => Promise<Pick<Held, "isDone" | "action">>;
  /** Puts a standard response at the caret; false when the server does not give it, or no text is there yet. */
  readonly insert: (responseId: string) => Promise<boolean>;
  readonly show: (field: "cc" | "bcc") => void;
  readonly format: (what: Format) => void;
  readonly hasFocus: () => boolean;
  /** Its text is there to be written in. */
  readonly isReady: () => boolean;
  /** Files that were dropped: pictures into the text, others beside it. */
  readonly attach: (files: readonly File[]) => void;
  /** Another text in place of what stands there; `^Z` takes it back. */
  readonly take: (content: Written) => void;
};

export type Format = "bold" | "italic" | "underline" | "ordered" | "bullets" | "quote";

/** What a command runs with. */
export type Doing = {
  readonly desk: Desk;
  readonly verbs: Verbs;
  readonly state: DeskState;
  /** The e-mail that the keys mean: the open one, else the active row. */
  readonly subject: EmailB | undefined;
  /** What is selected; while something is, the verbs are about it. */
  readonly chosen: Chosen | undefined;
  readonly select: Selecting;
  readonly composer: () => OpenComposer | undefined;
  /** The composer of what answers an e-mail, or of a draft by its own id, once there is text to write in; undefined when it does not come. */
  readonly written: (id: string) => Promise<OpenComposer | undefined>;
  readonly say: Say;
  readonly go: (path: string) => void;
  readonly move: (by: 1 | -1) => void;
  readonly focus: (place: "list" | "search" | "conversation") => void;
  /** To a section of the context panel, from 1. */
  readonly jump: (section: number) => void;
  /** Puts an e-mail off, for as long as the last one. */
  readonly snooze: (id: string) => Promise<boolean>;
  /** Puts an e-mail aside as spam. */
  readonly spam: (id: string) => Promise<boolean>;
  /** Takes back what the server did to many, where that was the last thing; else undefined. */
  readonly undoJob: () => Promise<unknown> | undefined;
  readonly moveMessage: (by: 1 | -1) => void;
  readonly unfold: () => void;
};

/** The e-mails that were selected, as far as they are in the list: of a whole search they are only some. */
export type Chosen = { readonly rows: readonly EmailB[]; readonly isWhole: boolean };

/** Selecting in the list that is shown. desktop.md 3.8 */
export type Selecting = {
  /** False: this list has nothing that could be done to several at once. */
  readonly isPossible: boolean;
  /** The search behind the list finds more than it shows, and is not selected as a whole yet. */
  readonly isWiderPossible: boolean;
  /** Text of the page is marked: Shift and the arrows mark more of it. */
  readonly isTextMarked: () => boolean;
  readonly toggle: () => void;
  readonly extend: (by: 1 | -1) => void;
  readonly all: () => void;
  readonly matching: () => void;
  readonly none: () => void;
};

/** What a command does with several e-mails instead. */
export type OnSelection = {
  readonly unless: (chosen: Chosen, doing: Doing) => Key | undefined;
  readonly runs: (chosen: Chosen, doing: Doing) => unknown;
};

/** A thing that can be done. What is not in the registry does not exist. desktop.md 4.1 */
export type Command = {
  readonly id: string;
  readonly label: Key;
  readonly values?: Values;
  readonly keys: readonly string[];
  readonly layer: Layer;
  /** The server's word for it: without it the verb is not offered. */
  readonly capability?: string;
  readonly runs: (doing: Doing) => unknown;
  /** Opens something that the next keys are for; it runs until that is there, and says whether it is. */
  readonly opens?: true;
  /** Whether the key works while a mail's frame has the focus. */
  readonly fromFrame: boolean;
  /** Why it cannot be done now. */
  readonly unless?: (doing: Doing) => Key | undefined;
  /** While something is selected, it is done to all of that. */
  readonly onSelection?: OnSelection;
};

/** Why a command cannot run now; undefined when it can. Capabilities are the server's word. desktop.md 2.3 */
export function obstacleOf(command: Command, doing: Doing): Key | undefined {
  const { capability, onSelection } = command;
  if (onSelection !== undefined && doing.chosen !== undefined) return onSelection.unless(doing.chosen, doing);
  if (capability !== undefined) {
    if (doing.subject === undefined) return "obstacle.noItem";
    if (!doing.subject.capabilities.includes(capability)) return "obstacle.notAllowed";
  }
  return command.unless?.(doing);
}

/** Does it: to what is selected, where there is a selection and the command is one for several; else to the subject. */
export const runOf = ({ onSelection, runs }: Command, doing: Doing): unknown =>
  onSelection !== undefined && doing.chosen !== undefined ? onSelection.runs(doing.chosen, doing) : runs(doing);

export const noItem = ({ subject }: Doing): Key | undefined => (subject === undefined ? "obstacle.noItem" : undefined);

export const onSubject =
  (does: (doing: Doing, id: string) => unknown): Command["runs"] =>
  (doing) =>
    doing.subject === undefined ? undefined : does(doing, doing.subject.id);

export const shows =
  (dialog: Doing["state"]["dialog"]): Command["runs"] =>
  ({ desk }) =>
    desk.store.setState({ dialog });

/** Lets the next words go into a composer that was waited for; false when it did not come. */
export function isWritable(composer: OpenComposer | undefined): boolean {
  if (composer?.hasFocus() === false) composer.focus();
  return composer !== undefined;
}
