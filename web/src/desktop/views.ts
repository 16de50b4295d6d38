import type { EmailB } from "@postroom/contract";
import type { DeskState } from "../state/desk-state.ts";
import { draftRows, inboxRows } from "../state/rows.ts";

/** What the list shows; each has its URL. desktop.md 2.7 */
export type View =
  | { readonly kind: "inbox" }
  | { readonly kind: "drafts" }
  | { readonly kind: "search" }
  | { readonly kind: "workbins"; readonly name: string | undefined };

export function viewOf(path: string): View {
  const [, first = "", second] = path.split("/");
  if (first === "workbins")
    return { kind: "workbins", name: second === undefined ? undefined : decodeURIComponent(second) };
  if (first === "drafts" || first === "search") return { kind: first };
  return { kind: "inbox" };
}

/** The rows of a view, from what the server told. */
export function rowsOf(
  view: View,
  state: Pick<DeskState, "centre" | "hidden" | "found" | "looked">,
): readonly EmailB[] {
  switch (view.kind) {
    case "inbox":
      return inboxRows(state);
    case "drafts":
      return draftRows(state);
    case "workbins": {
      const shelf = shelfOf(view, state);
      return shelf === undefined ? [] : Object.values(shelf.items);
    }
    case "search":
      return (state.found ?? []).map((row) => state.looked[row.id] ?? state.centre.emails[row.id] ?? rowFound(row));
  }
}

export function shelfOf(view: View & { kind: "workbins" }, { centre }: Pick<DeskState, "centre">) {
  const shelves = Object.values(centre.shelves);
  return shelves.find(({ workbin }) => workbin.name === view.name) ?? shelves[0];
}

/** What the history knows of an e-mail is enough for a row. */
function rowFound({ id, subject = "", startDate, typeId }: NonNullable<DeskState["found"]>[number]): EmailB {
  return {
    id,
    state: "Completed",
    uri: "",
    path: "",
    subject,
    body: "",
    bodyAsPlainText: "",
    mime: "text/html",
    capabilities: [],
    receivedDate: startDate,
    emailType: typeId.startsWith("Inbound") ? "Inbound" : "Outbound",
    interactionSubType: "InboundNew",
    version: 0,
  };
}
