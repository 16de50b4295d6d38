import type { MacroResource } from "@postroom/contract";
import { leads } from "../desktop/views.ts";
import { invitations } from "../state/rows.ts";
import { adminCommands } from "./admin-commands.ts";
import { type Command, type Doing, noItem, onSubject, shows } from "./command.ts";
import { composerCommands } from "./composer-commands.ts";
import { macroCommand } from "./macro-commands.ts";
import { mailCommands } from "./mail-commands.ts";
import { selectionCommands } from "./selection-commands.ts";

const noInvitation = ({ state }: Doing) => (invitations(state).length === 0 ? "obstacle.noInvitation" : undefined);

const notLeading = ({ state }: Doing) => (leads(state.user) ? undefined : "obstacle.notLeading");

const goes =
  (path: string): Command["runs"] =>
  ({ go }) =>
    go(path);

const jumps = (section: "1" | "2" | "3" | "4", label: Command["label"]): readonly Command[] => [
  {
    id: `context.${section}`,
    label,
    keys: [`g ${section}`],
    layer: "page",
    fromFrame: true,
    unless: noItem,
    runs: ({ desk, jump }) => {
      desk.store.setState({ contextOpen: true });
      jump(Number(section));
    },
  },
];

/** Everything that can be done, with its keys: command box, key sheet, hints and the remapping page are drawn from it. desktop.md 4 */
export const registry: readonly Command[] = [
  {
    id: "invitation.accept",
    label: "command.accept",
    keys: ["F2"],
    layer: "anywhere",
    fromFrame: true,
    unless: noInvitation,
    opens: true,
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
  { id: "macros.show", label: "command.macros", keys: [], layer: "page", fromFrame: true, runs: shows("macros") },
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
    id: "status.doNotDisturb",
    label: "status.doNotDisturb",
    keys: [],
    layer: "page",
    fromFrame: true,
    runs: ({ verbs }) => verbs.become("DoNotDisturbOn"),
  },
  {
    id: "status.disturb",
    label: "status.disturb",
    keys: [],
    layer: "page",
    fromFrame: true,
    runs: ({ verbs }) => verbs.become("DoNotDisturbOff"),
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
  ...mailCommands,
  ...selectionCommands,
  {
    id: "hold.undo",
    label: "command.undo",
    keys: ["z"],
    layer: "page",
    fromFrame: true,
    runs: ({ verbs, undoJob }) => undoJob() ?? verbs.undoLast(),
  },
  {
    id: "mail.plain",
    label: "command.plain",
    keys: ["v"],
    layer: "page",
    fromFrame: true,
    unless: noItem,
    runs: ({ desk, state }) => desk.store.setState({ isPlain: !state.isPlain }),
  },
  {
    id: "mail.print",
    label: "command.print",
    keys: [],
    layer: "page",
    fromFrame: false,
    unless: noItem,
    runs: onSubject(({ verbs }, id) => verbs.showApart(id, "print")),
  },
  {
    id: "mail.source",
    label: "command.source",
    keys: [],
    layer: "page",
    fromFrame: false,
    unless: noItem,
    runs: onSubject(({ verbs }, id) => verbs.showApart(id, "source")),
  },
  {
    id: "context.toggle",
    label: "command.context",
    keys: ["]", "i"],
    layer: "page",
    fromFrame: true,
    runs: ({ desk, state }) => desk.store.setState({ contextOpen: !state.contextOpen }),
  },
  ...jumps("1", "context.contact"),
  ...jumps("2", "context.details"),
  ...jumps("3", "context.caseData"),
  ...jumps("4", "context.timeline"),
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
  {
    id: "go.wallboard",
    label: "view.wallboard",
    keys: ["g b"],
    layer: "page",
    fromFrame: true,
    unless: notLeading,
    runs: goes("/wallboard"),
  },
  {
    id: "go.agents",
    label: "view.agents",
    keys: ["g a"],
    layer: "page",
    fromFrame: true,
    unless: notLeading,
    runs: goes("/agents"),
  },
  {
    id: "go.reports",
    label: "view.reports",
    keys: ["g t"],
    layer: "page",
    fromFrame: true,
    unless: notLeading,
    runs: goes("/reports/volume"),
  },
  { id: "go.queues", label: "view.queues", keys: ["g q"], layer: "page", fromFrame: true, runs: goes("/queues") },
  { id: "go.sent", label: "view.sent", keys: ["g s"], layer: "page", fromFrame: true, runs: goes("/sent") },
  { id: "go.drafts", label: "view.drafts", keys: ["g d"], layer: "page", fromFrame: true, runs: goes("/drafts") },
  ...adminCommands,
  ...composerCommands,
];

async function accept({ verbs, state }: Doing): Promise<boolean> {
  const offered = invitations(state)[0];
  return offered !== undefined && (await verbs.accept(offered.id));
}

/** Where the centre wants a reason, it is chosen first. */
async function decline({ verbs, state, desk }: Doing): Promise<void> {
  const offered = invitations(state)[0];
  if (offered === undefined) return;
  if (state.declineReasons.length > 0) desk.store.setState({ dialog: "decline" });
  else await verbs.decline(offered.id);
}

/** The registry, with the user's own macros behind it. */
export const commandsWith = (macros: readonly MacroResource[]): readonly Command[] => [
  ...registry,
  ...macros.map(macroCommand),
];

/** key → command id in one layer, with the user's own keys in place of the usual ones. */
export function bindingsOf(
  layer: Command["layer"],
  own: Readonly<Record<string, readonly string[]>> = {},
  commands: readonly Command[] = registry,
): Readonly<Record<string, string>> {
  const ofLayer = commands.filter((command) => command.layer === layer);
  return Object.fromEntries(ofLayer.flatMap(({ id, keys }) => (own[id] ?? keys).map((key) => [key, id] as const)));
}
