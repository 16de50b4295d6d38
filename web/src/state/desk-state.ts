import type {
  AgentState,
  ContactResource,
  DeliveryResource,
  EmailB,
  MacroResource,
  SearchAnswer,
  UserResource,
  ViewResource,
} from "@postroom/contract";
import type { Key, Values } from "../i18n/words.ts";
import { type Centre, emptyCentre } from "./centre.ts";
import type { Asked } from "./jobs.ts";
import type { Moved } from "./moving.ts";
import type { Selection } from "./selection.ts";
import type { Span } from "./snoozing.ts";

/** Everything that the page shows from: what the server said, and what belongs to this page alone. */
export type DeskState = {
  readonly phase: "starting" | "signedOut" | "open";
  /** Why the sign-in form shows, when somebody else decided it. */
  readonly signInProblem: Words | undefined;
  readonly user: UserResource | undefined;
  readonly agentStates: readonly AgentState[];
  /** What whoever declines chooses from; empty: they are not asked. */
  readonly declineReasons: readonly string[];
  /** The state that the agent is to have after the present e-mail. */
  readonly afterThis: AfterThis | undefined;
  readonly centre: Centre;
  /** The server's clock minus ours. */
  readonly clockOffset: number;
  readonly connection: Connection;
  readonly openId: string | undefined;
  /** The row that keys act on; it need not be open. */
  readonly activeId: string | undefined;
  /** Read for the conversation, by id: items of shelves and of the search, which nobody holds. */
  readonly looked: Readonly<Record<string, EmailB>>;
  /** Rows of the list that something is to be done to together. */
  readonly selection: Selection | undefined;
  /** What is to be done to them, once it is confirmed. */
  readonly asked: Asked | undefined;
  /** Jobs that ended and were put away, the latest last. */
  readonly jobsAway: readonly string[];
  /** The job whose failures are shown. */
  readonly failedJob: string | undefined;
  readonly dialog: Dialog | undefined;
  /** The session ended while the page was open: asked for over whatever is there, which stays. desktop.md 3.7 */
  readonly mustSignIn: boolean;
  /** The open e-mail came by moving through the list: its draft does not take the next key. */
  readonly readsOn: boolean;
  /** Under way: asked, and not yet told. */
  readonly pending: Readonly<Record<string, Pending>>;
  /** Rows that left before the server said so; they come back when it refuses. */
  readonly hidden: Readonly<Record<string, true>>;
  /** What was put off last, and since when that is said. */
  readonly snoozed: Snoozed | undefined;
  /** What was moved last to another queue, as long as that can be taken back. */
  readonly moved: Moved | undefined;
  readonly notices: readonly Notice[];
  readonly contextOpen: boolean;
  /** The open conversation is shown as plain text. */
  readonly isPlain: boolean;
  /** Grows with each piece of news about a thread: who shows it reads it again. */
  readonly news: Readonly<Record<string, number>>;
  /** Contacts that were changed lately, the latest last. */
  readonly contacts: readonly ToldContact[];
  /** How own mail fares, by its id, as far as it was told since everything was read. */
  readonly deliveries: Readonly<Record<string, DeliveryResource>>;
  /** Grows whenever a standard response changes: who shows some asks again. */
  readonly responseChanges: number;
  /** The last message of a thread that was seen, by thread. */
  readonly seen: Readonly<Record<string, string>>;
  readonly searchFor: string;
  readonly searchSort: ViewResource["sort"];
  readonly found: readonly FoundRow[] | undefined;
  /** How many there are, and whether there are more than that. */
  readonly foundTotal: Pick<SearchAnswer, "total" | "totalIsExact"> | undefined;
  readonly macros: OwnMacros;
  /** Of the last message that told how many e-mails the views have. */
  readonly countsVersion: number;
  /** Searches under a name. */
  readonly views: readonly ViewResource[];
};

/** A contact as it was told, and the ids that answer with it since. */
export type ToldContact = { readonly contact: ContactResource; readonly mergedIds: readonly string[] };

/** Series of operations of the user's own. */
export type OwnMacros = { readonly version: number; readonly macros: readonly MacroResource[] };

/** A state as it is asked for, and as it is called. */
export type AfterThis = { readonly operationName: string; readonly word: string };

export type Connection = { readonly lostAt: number | undefined; readonly isReplacing: boolean };
export type Words = { readonly key: Key; readonly values?: Values };
export type Notice = Words & { readonly id: number; readonly level: "note" | "alarm" };
export type Snoozed = {
  readonly id: string;
  readonly subject: string;
  readonly span: Span;
  readonly until: number;
  readonly at: number;
};
export type Pending = { readonly verb: string; readonly version: number };
export type Dialog =
  | "commands"
  | "keys"
  | "status"
  | "decline"
  | "transfer"
  | "workbin"
  | "disposition"
  | "note"
  | "settings"
  | "macros"
  | "versions"
  | SelectionDialog;

/** What is asked before something is done to several e-mails, and what became of it. */
export type SelectionDialog =
  | "selection.transfer"
  | "selection.queue"
  | "selection.assign"
  | "selection.workbin"
  | "selection.othersWorkbin"
  | "selection.snooze"
  | "selection.disposition"
  | "selection.reply"
  | "selection.confirm"
  | "selection.failures";

/** A row of the search, with where in its snippet the words stand. desktop.md 3.9 */
export type FoundRow = SearchAnswer["rows"][number];

export const firstState: DeskState = {
  phase: "starting",
  signInProblem: undefined,
  user: undefined,
  agentStates: [],
  declineReasons: [],
  afterThis: undefined,
  centre: emptyCentre(""),
  clockOffset: 0,
  connection: { lostAt: undefined, isReplacing: false },
  openId: undefined,
  activeId: undefined,
  looked: {},
  selection: undefined,
  asked: undefined,
  jobsAway: [],
  failedJob: undefined,
  dialog: undefined,
  mustSignIn: false,
  readsOn: false,
  pending: {},
  hidden: {},
  snoozed: undefined,
  moved: undefined,
  notices: [],
  contextOpen: true,
  isPlain: false,
  news: {},
  responseChanges: 0,
  contacts: [],
  deliveries: {},
  seen: {},
  searchFor: "",
  searchSort: "newest",
  found: undefined,
  foundTotal: undefined,
  views: [],
  countsVersion: 0,
  macros: { version: 0, macros: [] },
};
