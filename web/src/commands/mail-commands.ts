import { draftOf } from "../state/rows.ts";
import { type Command, isWritable, onSubject, shows } from "./command.ts";
import { asksAll, isSnoozable, mayLead, maySome, showsFor } from "./on-selection.ts";

const draft = (operationName: "Reply" | "ReplyAll" | "Forward") =>
  onSubject(async ({ verbs, desk, written }, id) => {
    desk.store.setState({ openId: id, readsOn: false });
    const isNew = draftOf(desk.store.getState(), id) === undefined;
    if (isNew && !(await verbs.draft(id, operationName))) return false;
    const composer = await written(id);
    // A new one takes the focus when it comes, and its writer may have left it since.
    return isNew ? composer !== undefined : isWritable(composer);
  });

/** What is done with an e-mail. desktop.md 4 */
export const mailCommands: readonly Command[] = [
  {
    id: "mail.reply",
    label: "command.reply",
    keys: ["r"],
    layer: "page",
    capability: "Reply",
    fromFrame: true,
    opens: true,
    runs: draft("Reply"),
    onSelection: showsFor("selection.reply", mayLead("Reply")),
  },
  {
    id: "mail.replyAll",
    label: "command.replyAll",
    keys: ["a"],
    layer: "page",
    capability: "ReplyAll",
    fromFrame: true,
    opens: true,
    runs: draft("ReplyAll"),
  },
  {
    id: "mail.forward",
    label: "command.forward",
    keys: ["f"],
    layer: "page",
    capability: "Forward",
    fromFrame: true,
    opens: true,
    runs: draft("Forward"),
  },
  {
    id: "mail.create",
    label: "command.create",
    keys: ["c"],
    layer: "page",
    fromFrame: true,
    opens: true,
    runs: async ({ verbs, written }) => {
      const id = await verbs.create();
      return id !== undefined && isWritable(await written(id));
    },
  },
  {
    id: "mail.note",
    label: "command.note",
    keys: ["m"],
    layer: "page",
    capability: "AddComment",
    fromFrame: true,
    runs: shows("note"),
  },
  {
    id: "mail.done",
    label: "command.done",
    keys: ["e"],
    layer: "page",
    capability: "Complete",
    fromFrame: false,
    runs: onSubject(({ verbs }, id) => verbs.complete(id)),
    onSelection: { unless: mayLead("Complete"), runs: asksAll("Complete") },
  },
  {
    id: "mail.transfer",
    label: "command.transfer",
    keys: ["t"],
    layer: "page",
    capability: "Transfer",
    fromFrame: false,
    runs: shows("transfer"),
    onSelection: showsFor("selection.transfer", maySome("Transfer")),
  },
  {
    id: "mail.workbin",
    label: "command.workbin",
    keys: ["b"],
    layer: "page",
    capability: "PlaceInWorkbin",
    fromFrame: false,
    runs: shows("workbin"),
    onSelection: showsFor("selection.workbin", maySome("PlaceInWorkbin")),
  },
  {
    id: "mail.snooze",
    label: "command.snooze",
    keys: ["h"],
    layer: "page",
    capability: "PlaceInWorkbin",
    fromFrame: false,
    unless: ({ subject }) => (subject !== undefined && isSnoozable(subject) ? undefined : "obstacle.notAllowed"),
    runs: onSubject(({ snooze }, id) => snooze(id)),
    onSelection: showsFor("selection.snooze", maySome("PlaceInWorkbin", isSnoozable)),
  },
  {
    id: "mail.spam",
    label: "command.spam",
    keys: ["!"],
    layer: "page",
    // Who may end it may say that it is none.
    capability: "Complete",
    fromFrame: false,
    runs: onSubject(({ spam }, id) => spam(id)),
    onSelection: { unless: mayLead("Complete"), runs: asksAll("Spam") },
  },
  {
    id: "mail.disposition",
    label: "command.disposition",
    keys: ["d"],
    layer: "page",
    capability: "SetDisposition",
    fromFrame: true,
    runs: shows("disposition"),
    onSelection: showsFor("selection.disposition", maySome("SetDisposition")),
  },
];
