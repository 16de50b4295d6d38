import type { AgentState, EmailB, UserResource } from "@postroom/contract";
import type { Key, Values } from "../i18n/words.ts";
import { type Centre, emptyCentre } from "./centre.ts";

/** Everything that the page shows from: what the server said, and what belongs to this page alone. */
export type DeskState = {
  readonly phase: "starting" | "signedOut" | "open";
  /** Why the sign-in form shows, when somebody else decided it. */
  readonly signInProblem: Words | undefined;
  readonly user: UserResource | undefined;
  readonly agentStates: readonly AgentState[];
  readonly centre: Centre;
  /** The server's clock minus ours. */
  readonly clockOffset: number;
  readonly connection: Connection;
  readonly openId: string | undefined;
  /** The row that keys act on; it need not be open. */
  readonly activeId: string | undefined;
  /** Read for the conversation, by id: items of shelves and of the search, which nobody holds. */
  readonly looked: Readonly<Record<string, EmailB>>;
  readonly dialog: Dialog | undefined;
  /** Under way: asked, and not yet told. */
  readonly pending: Readonly<Record<string, Pending>>;
  /** Rows that left before the server said so; they come back when it refuses. */
  readonly hidden: Readonly<Record<string, true>>;
  readonly notices: readonly Notice[];
  readonly contextOpen: boolean;
  readonly searchFor: string;
  readonly found: readonly FoundRow[] | undefined;
};

export type Connection = { readonly lostAt: number | undefined; readonly isReplacing: boolean };
export type Words = { readonly key: Key; readonly values?: Values };
export type Notice = Words & { readonly id: number; readonly level: "note" | "alarm" };
export type Pending = { readonly verb: string; readonly version: number };
export type Dialog =
  | "commands"
  | "keys"
  | "status"
  | "transfer"
  | "workbin"
  | "disposition"
  | "note"
  | "signIn"
  | "settings";

/** A row of the history, as `GET /ucs/interactions` gives it. wire.md 8.2 */
export type FoundRow = {
  readonly id: string;
  readonly subject?: string;
  readonly startDate: string;
  readonly state: string;
  readonly typeId: string;
};

export const firstState: DeskState = {
  phase: "starting",
  signInProblem: undefined,
  user: undefined,
  agentStates: [],
  centre: emptyCentre(""),
  clockOffset: 0,
  connection: { lostAt: undefined, isReplacing: false },
  openId: undefined,
  activeId: undefined,
  looked: {},
  dialog: undefined,
  pending: {},
  hidden: {},
  notices: [],
  contextOpen: true,
  searchFor: "",
  found: undefined,
};
