import { shelfQuery, workbinAnswer, workbinResource, workbinsAnswer } from "@postroom/contract";
import type { Found, QueryDefinition } from "../../queries/query.ts";
import { listOwnWorkbins, listWorkbins, type WorkbinFound } from "../../queries/workbin/list.ts";
import { findOwnWorkbin, findWorkbin, type ShelfAsked } from "../../queries/workbin/shelf.ts";
import type { Members } from "../answers.ts";
import type { Asking, Entry, Resource } from "../entry.ts";
import { collection, shaped, single } from "../reads.ts";
import { embedded } from "../selection.ts";
import { present } from "../shapes/viewing.ts";
import { workbinShape } from "../shapes/workbin.ts";
import { groupIn, workbinCommands } from "./workbin-commands.ts";
import { shelfAsked, shelvedEmails } from "./workbin-content.ts";

const name = "Workbins";

/** Every agent has a shelf in each, or every group; `count` is what lies on the user's own. wire.md 7 */
export const workbins: readonly Resource[] = [
  { name, paths: ["/workbins"], get: listOf("All workbins", listWorkbins) },
  { name, paths: ["/me/workbins"], get: listOf("The workbins for the user's own use", listOwnWorkbins) },
  { name, paths: ["/workbins/{id}"], get: oneOf("One workbin", findWorkbin), post: workbinCommands },
  { name, paths: ["/me/workbins/{id}"], get: oneOf("The user's own shelf", findOwnWorkbin), post: workbinCommands },
  {
    name,
    paths: ["/users/{userId}/workbins/{id}"],
    get: oneOf("Another agent's shelf, for supervisors", findWorkbin),
    post: workbinCommands,
  },
];

type List = typeof listWorkbins;

function listOf(summary: string, query: List): Entry {
  const entry = collection({
    summary,
    under: "workbins",
    rows: (asking) =>
      shaped(asking, query, present("group", groupIn(asking)), (found) =>
        found.map((one) => workbinShape(one, asking.answering.publicUrl)),
      ),
    fields: Object.keys(workbinResource.shape),
    uri: ({ uri }) => uri,
    answer: workbinsAnswer,
  });
  return { ...entry, describes: { ...entry.describes, query: shelfQuery } };
}

function oneOf(summary: string, query: QueryDefinition<ShelfAsked, WorkbinFound>): Entry {
  return single({
    summary,
    under: "workbin",
    row: async (asking) => {
      const found = await shaped(asking, query, shelfAsked(asking), (one) =>
        workbinShape(one, asking.answering.publicUrl),
      );
      return found.ok ? withContent(asking, found.value) : found;
    },
    subresources: ["emails"],
    answer: workbinAnswer,
  });
}

/** What lies on the shelf is read only when it is asked for. */
async function withContent(asking: Asking, workbin: Members): Promise<Found<Members>> {
  if (!("emails" in embedded({ emails: [] }, asking.request.query))) return { ok: true, value: workbin };
  const emails = await shelvedEmails(asking);
  return emails.ok ? { ok: true, value: { ...workbin, emails: emails.value } } : emails;
}
