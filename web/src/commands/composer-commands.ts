import type { Command, Doing, Format } from "./command.ts";

const noComposer = ({ composer }: Doing) => (composer() === undefined ? "obstacle.noDraft" : undefined);

const formats = (id: string, key: string, what: Format): Command => ({
  id: `composer.${id}`,
  label: `command.${what}`,
  keys: [key],
  layer: "composer",
  fromFrame: false,
  runs: ({ composer }) => composer()?.format(what),
  unless: noComposer,
});

/** What is done while somebody writes. desktop.md 4 */
export const composerCommands: readonly Command[] = [
  {
    id: "composer.sendDone",
    label: "command.sendDone",
    keys: ["^Enter"],
    layer: "composer",
    fromFrame: false,
    unless: noComposer,
    runs: ({ composer }) => composer()?.send(true),
  },
  {
    id: "composer.send",
    label: "command.send",
    keys: ["^Shift Enter"],
    layer: "composer",
    fromFrame: false,
    unless: noComposer,
    runs: ({ composer }) => composer()?.send(false),
  },
  {
    id: "composer.cc",
    label: "command.showCc",
    keys: ["^Shift C"],
    layer: "composer",
    fromFrame: false,
    unless: noComposer,
    runs: ({ composer }) => composer()?.show("cc"),
  },
  {
    id: "composer.bcc",
    label: "command.showBcc",
    keys: ["^Shift B"],
    layer: "composer",
    fromFrame: false,
    unless: noComposer,
    runs: ({ composer }) => composer()?.show("bcc"),
  },
  {
    id: "composer.leave",
    label: "command.leaveField",
    keys: ["Escape"],
    layer: "composer",
    fromFrame: false,
    unless: noComposer,
    runs: ({ focus }) => focus("conversation"),
  },
  {
    id: "composer.discard",
    label: "command.discard",
    keys: [],
    layer: "composer",
    fromFrame: false,
    unless: noComposer,
    runs: ({ verbs, composer }) => {
      const id = composer()?.draftId;
      return id === undefined ? undefined : verbs.cancelDraft(id);
    },
  },
  {
    id: "composer.versions",
    label: "command.versions",
    keys: [],
    layer: "composer",
    fromFrame: false,
    unless: noComposer,
    runs: ({ desk }) => desk.store.setState({ dialog: "versions" }),
  },
  formats("bold", "^B", "bold"),
  formats("italic", "^I", "italic"),
  formats("underline", "^U", "underline"),
  formats("ordered", "^Shift 7", "ordered"),
  formats("bullets", "^Shift 8", "bullets"),
  formats("quote", "^Shift 9", "quote"),
];
