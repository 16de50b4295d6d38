import type { EmailB, ViewResource } from "@postroom/contract";
import { type ReportName, reports } from "../reports/asked.ts";
import { quoted } from "../state/asked.ts";
import { valueAt } from "../state/by-id.ts";
import type { DeskState } from "../state/desk-state.ts";
import { draftRows, inboxRows } from "../state/rows.ts";

/** What the list shows; each has its URL. desktop.md 2.7 */
export type View = Listed | Room | Reported | Admin;

/** What is shown as a list with a conversation beside it. */
export type Listed =
  | { readonly kind: "inbox" }
  | { readonly kind: "drafts" }
  | { readonly kind: "search" }
  /** A search under a name. desktop.md 3.10 */
  | { readonly kind: "view"; readonly id: string }
  /** One e-mail by its address; the list beside it is the inbox. */
  | { readonly kind: "interaction"; readonly id: string }
  /** What the reader sent. */
  | { readonly kind: "sent" }
  /** What waits in a queue; the first one's where none is named. */
  | { readonly kind: "queues"; readonly name: string | undefined }
  | { readonly kind: "workbins"; readonly name: string | undefined };

/** A page of the room instead. */
export type Room = { readonly kind: "wallboard" | "agents" };

/** Figures of a stretch of time. desktop.md 7 */
export type Reported = { readonly kind: "reports"; readonly name: ReportName };

export const adminPages = [
  "setup",
  "mailboxes",
  "queues",
  "rules",
  "responses",
  "skills",
  "system",
  "audit",
  "persons",
] as const;
/** A page for admins. desktop.md 8 */
export type Admin = { readonly kind: "admin"; readonly page: (typeof adminPages)[number] };

export function viewOf(path: string): View {
  const [, first = "", second] = path.split("/");
  const name = second === undefined ? undefined : decoded(second);
  if (first === "workbins" || first === "queues") return { kind: first, name };
  if (first === "interactions" && name !== undefined) return { kind: "interaction", id: name };
  if (first === "views" && name !== undefined) return { kind: "view", id: name };
  if (first === "wallboard" || first === "agents") return { kind: first };
  if (first === "reports") return { kind: first, name: reports.find((one) => one.name === second)?.name ?? "volume" };
  if (first === "admin") return { kind: first, page: adminPages.find((one) => one === second) ?? "mailboxes" };
  if (first === "drafts" || first === "search" || first === "sent") return { kind: first };
  return { kind: "inbox" };
}

/** An address that was cut in the middle of a character is taken as it stands. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** What is shown by searching: its rows are what was found. */
export const isSearched = ({ kind }: View): boolean =>
  kind === "search" || kind === "view" || kind === "sent" || kind === "queues";

/** The search that a view is; undefined for one that is none, or whose search the reader types. */
export function searchOf(view: View, views: readonly ViewResource[]): Pick<ViewResource, "query" | "sort"> | undefined {
  if (view.kind === "sent") return { query: "agent:me state:Sent", sort: "newest" };
  if (view.kind === "view") return views.find(({ id }) => id === view.id);
  if (view.kind !== "queues" || view.name === undefined) return undefined;
  return { query: `queue:${quoted(view.name)} state:Queued`, sort: "oldest" };
}

/** Pages of the room, for those who lead it. desktop.md 7 */
export const isRoom = (view: View): view is Room => view.kind === "wallboard" || view.kind === "agents";

export const leads = (user: DeskState["user"]): boolean =>
  user?.roles.some((role) => role === "ROLE_SUPERVISOR" || role === "ROLE_ADMIN") === true;

export const isReport = (view: View): view is Reported => view.kind === "reports";

export const isAdmin = (view: View): view is Admin => view.kind === "admin";

export const administers = (user: DeskState["user"]): boolean => user?.roles.includes("ROLE_ADMIN") === true;

/** The view, or the inbox where it is not for this user. */
export const viewFor = (user: DeskState["user"], view: View): View =>
  (isAdmin(view) && !administers(user)) || (isReport(view) && !leads(user)) ? { kind: "inbox" } : view;

/** The rows of a view, from what the server told. */
export function rowsOf(
  view: View,
  state: Pick<DeskState, "centre" | "hidden" | "found" | "looked">,
): readonly EmailB[] {
  switch (view.kind) {
    case "wallboard":
    case "agents":
    case "reports":
    case "admin":
      return [];
    case "inbox":
    case "interaction":
      return inboxRows(state);
    case "drafts":
      return draftRows(state);
    case "workbins": {
      const shelf = shelfOf(view, state);
      return shelf === undefined ? [] : Object.values(shelf.items);
    }
    case "search":
    case "view":
    case "sent":
    case "queues":
      return (state.found ?? []).map(
        (row) => valueAt(state.centre.emails, row.id) ?? state.looked[row.id] ?? rowFound(row),
      );
  }
}

export function shelfOf(view: View & { kind: "workbins" }, { centre }: Pick<DeskState, "centre">) {
  const shelves = Object.values(centre.shelves);
  return shelves.find(({ workbin }) => workbin.name === view.name) ?? shelves[0];
}

/** What the search knows of an e-mail is enough for a row. */
function rowFound(row: NonNullable<DeskState["found"]>[number]): EmailB {
  const { id, subject, from, queue, receivedAt, interactionSubType, snippet } = row;
  return {
    ...{ id, version: 0, state: row.state, uri: "", path: "", subject: subject ?? "", from: from ?? "" },
    ...{ body: "", bodyAsPlainText: snippet, mime: "text/html", capabilities: [], receivedDate: receivedAt },
    ...(queue === null ? {} : { queue }),
    emailType: row.interactionType === "Outbound" ? "Outbound" : "Inbound",
    interactionSubType,
  };
}
