import type { Command, Doing, OnSelection } from "./command.ts";
import { leading, mayLead, showsFor } from "./on-selection.ts";

const notPossible = ({ select }: Doing) => (select.isPossible ? undefined : "obstacle.noList");
const notWider = ({ select }: Doing) => (select.isWiderPossible ? undefined : "obstacle.noMore");
const noSelection = ({ chosen }: Doing) => (chosen === undefined ? "obstacle.noSelection" : undefined);
const notExtendable = (doing: Doing) => (doing.select.isTextMarked() ? "obstacle.noList" : notPossible(doing));

const page = { layer: "page", fromFrame: true } as const;

/** What there is for several e-mails only: never from inside a mail. */
const together = (onSelection: OnSelection) =>
  ({ layer: "page", fromFrame: false, unless: noSelection, runs: () => undefined, onSelection }) as const;

/** Selecting in a list, and what is done to several e-mails only. desktop.md 3.8, 4 */
export const selectionCommands: readonly Command[] = [
  {
    ...page,
    id: "selection.toggle",
    label: "command.select",
    keys: ["x"],
    unless: notPossible,
    runs: ({ select }) => select.toggle(),
  },
  {
    ...page,
    id: "selection.extendNext",
    label: "command.selectNext",
    keys: ["Shift+ArrowDown"],
    unless: notExtendable,
    runs: ({ select }) => select.extend(1),
  },
  {
    ...page,
    id: "selection.extendPrevious",
    label: "command.selectPrevious",
    keys: ["Shift+ArrowUp"],
    unless: notExtendable,
    runs: ({ select }) => select.extend(-1),
  },
  {
    ...page,
    id: "selection.all",
    label: "command.selectAll",
    keys: ["* a"],
    unless: notPossible,
    runs: ({ select }) => select.all(),
  },
  {
    ...page,
    id: "selection.matching",
    label: "command.selectMatching",
    keys: ["* m"],
    unless: notWider,
    runs: ({ select }) => select.matching(),
  },
  {
    ...page,
    id: "selection.none",
    label: "command.selectNone",
    keys: ["* n", "Escape"],
    unless: noSelection,
    runs: ({ select, focus }) => {
      select.none();
      focus("list");
    },
  },
  {
    ...together(showsFor("selection.reply", mayLead("Reply"))),
    id: "selection.reply",
    label: "command.replyEach",
    keys: ["* r"],
  },
  {
    ...together(showsFor("selection.assign", leading)),
    id: "selection.assign",
    label: "command.assign",
    keys: ["* t"],
  },
  {
    ...together(showsFor("selection.queue", mayLead("PlaceInQueue"))),
    id: "selection.queue",
    label: "command.toQueue",
    keys: ["* q"],
  },
  {
    ...together(showsFor("selection.othersWorkbin", leading)),
    id: "selection.workbin",
    label: "command.othersWorkbin",
    keys: ["* b"],
  },
];
