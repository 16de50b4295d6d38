// Long because every command of the desktop stands in this one table.
import { draftOf, invitations } from "../state/rows.ts";
import type { Command, Doing, Format } from "./command.ts";

const noInvitation = ({ state }: Doing) => (invitations(state).length === 0 ? "obstacle.noInvitation" : undefined);
const noComposer = ({ composer }: Doing) => (composer() === undefined ? "obstacle.noDraft" : undefined);
const noItem = ({ subject }: Doing) => (subject === undefined ? "obstacle.noItem" : undefined);

const onSubject =
  (does: (doing: Doing, id: string) => unknown): Command["runs"] =>
  (doing) =>
    doing.subject === undefined ? undefined : does(doing, doing.subject.id);

const draft = (operationName: "Reply" | "ReplyAll" | "Forward") =>
  onSubject(async ({ verbs, desk, composer }, id) => {
    desk.store.setState({ openId: id });
    if (draftOf(desk.store.getState(), id) === undefined) await verbs.draft(id, operationName);
    composer()?.focus();
  });

const shows =
  (dialog: Doing["state"]["dialog"]): Command["runs"] =>
  ({ desk }) =>
    desk.store.setState({ dialog });

const goes =
  (path: string): Command["runs"] =>
  ({ go }) =>
    go(path);

const formats = (id: string, key: string, what: Format): Command => ({
  id: `composer.${id}`,
  label: `command.${what}`,
  keys: [key],
  layer: "composer",
  fromFrame: false,
  runs: ({ composer }) => composer()?.format(what),
  unless: noComposer,
});

/** Everything that can be done, with its keys: command box, key sheet, hints and the remapping page are drawn from it. desktop.md 4 */
export const registry: readonly Command[] = [
  {
    id: "invitation.accept",
    label: "command.accept",
    keys: ["F2"],
    layer: "anywhere",
    fromFrame: true,
    unless: noInvitation,
    runs: accept,
  },
  {
    id: "invitation.decline",
    label: "command.decline",
    keys: ["Shift+F2"],
    layer: "anywhere",
    fromFrame: true,
    unless: noInvitation,
    runs: decline,
  },
  {
    id: "commands.show",
    label: "command.commands",
    keys: ["^K"],
    layer: "anywhere",
    fromFrame: true,
    runs: shows("commands"),
  },
  { id: "keys.show", label: "command.keys", keys: ["?"], layer: "page", fromFrame: true, runs: shows("keys") },
  { id: "settings.show", label: "command.settings", keys: [], layer: "page", fromFrame: true, runs: shows("settings") },
  { id: "status.show", label: "command.status", keys: ["s"], layer: "page", fromFrame: true, runs: shows("status") },
  {
    id: "status.ready",
    label: "command.ready",
    keys: [],
    layer: "page",
    fromFrame: true,
    runs: ({ verbs }) => verbs.become("Ready"),
  },
  {
    id: "status.notReady",
    label: "command.notReady",
    keys: [],
    layer: "page",
    fromFrame: true,
    runs: ({ verbs }) => verbs.become("NotReady"),
  },
  {
    id: "session.end",
    label: "command.logOff",
    keys: [],
    layer: "page",
    fromFrame: false,
    runs: ({ desk }) => desk.signOut(),
  },
  { id: "list.next", label: "command.next", keys: ["j"], layer: "page", fromFrame: true, runs: ({ move }) => move(1) },
  {
    id: "list.previous",
    label: "command.previous",
    keys: ["k"],
    layer: "page",
    fromFrame: true,
    runs: ({ move }) => move(-1),
  },
  {
    id: "item.open",
    label: "command.open",
    keys: ["o"],
    layer: "page",
    fromFrame: true,
    unless: noItem,
    runs: onSubject(({ verbs }, id) => verbs.open(id)),
  },
  {
    id: "item.close",
    label: "command.back",
    keys: ["u"],
    layer: "page",
    fromFrame: true,
    runs: ({ verbs, focus }) => {
      verbs.open(undefined);
      focus("list");
    },
  },
  {
    id: "message.next",
    label: "command.nextMessage",
    keys: ["n"],
    layer: "page",
    fromFrame: true,
    runs: ({ moveMessage }) => moveMessage(1),
  },
  {
    id: "message.previous",
    label: "command.previousMessage",
    keys: ["p"],
    layer: "page",
    fromFrame: true,
    runs: ({ moveMessage }) => moveMessage(-1),
  },
  {
    id: "message.unfold",
    label: "command.unfold",
    keys: [";"],
    layer: "page",
    fromFrame: true,
    runs: ({ unfold }) => unfold(),
  },
  {
    id: "mail.reply",
    label: "command.reply",
    keys: ["r"],
    layer: "page",
    capability: "Reply",
    fromFrame: true,
    runs: draft("Reply"),
  },
  {
    id: "mail.replyAll",
    label: "command.replyAll",
    keys: ["a"],
    layer: "page",
    capability: "ReplyAll",
    fromFrame: true,
    runs: draft("ReplyAll"),
  },
  {
    id: "mail.forward",
    label: "command.forward",
    keys: ["f"],
    layer: "page",
    capability: "Forward",
    fromFrame: true,
    runs: draft("Forward"),
  },
  {
    id: "mail.create",
    label: "command.create",
    keys: ["c"],
    layer: "page",
    fromFrame: true,
    runs: ({ verbs }) => verbs.create(),
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
  },
  {
    id: "mail.transfer",
    label: "command.transfer",
    keys: ["t"],
    layer: "page",
    capability: "Transfer",
    fromFrame: false,
    runs: shows("transfer"),
  },
  {
    id: "mail.workbin",
    label: "command.workbin",
    keys: ["b"],
    layer: "page",
    capability: "PlaceInWorkbin",
    fromFrame: false,
    runs: shows("workbin"),
  },
  {
    id: "mail.disposition",
    label: "command.disposition",
    keys: ["d"],
    layer: "page",
    capability: "SetDisposition",
    fromFrame: true,
    runs: shows("disposition"),
  },
  {
    id: "context.toggle",
    label: "command.context",
    keys: ["]", "i"],
    layer: "page",
    fromFrame: true,
    runs: ({ desk, state }) => desk.store.setState({ contextOpen: !state.contextOpen }),
  },
  {
    id: "search.focus",
    label: "command.search",
    keys: ["/"],
    layer: "page",
    fromFrame: true,
    runs: ({ focus }) => focus("search"),
  },
  { id: "go.inbox", label: "view.inbox", keys: ["g i"], layer: "page", fromFrame: true, runs: goes("/inbox") },
  { id: "go.workbins", label: "view.workbins", keys: ["g w"], layer: "page", fromFrame: true, runs: goes("/workbins") },
  { id: "go.drafts", label: "view.drafts", keys: ["g d"], layer: "page", fromFrame: true, runs: goes("/drafts") },
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
  formats("bold", "^B", "bold"),
  formats("italic", "^I", "italic"),
  formats("underline", "^U", "underline"),
  formats("ordered", "^Shift 7", "ordered"),
  formats("bullets", "^Shift 8", "bullets"),
  formats("quote", "^Shift 9", "quote"),
];

async function accept({ verbs, state, composer }: Doing): Promise<void> {
  const offered = invitations(state)[0];
  if (offered !== undefined) await verbs.accept(offered.id, composer()?.hasFocus() !== true);
}

async function decline({ verbs, state }: Doing): Promise<void> {
  const offered = invitations(state)[0];
  if (offered !== undefined) await verbs.decline(offered.id);
}

/** key → command id in one layer, with the user's own keys in place of the usual ones. */
export function bindingsOf(
  layer: Command["layer"],
  own: Readonly<Record<string, readonly string[]>> = {},
): Readonly<Record<string, string>> {
  const ofLayer = registry.filter((command) => command.layer === layer);
  return Object.fromEntries(ofLayer.flatMap(({ id, keys }) => (own[id] ?? keys).map((key) => [key, id] as const)));
}
