import type { AuditObject, AuditPlace, AuditSearch } from "../../ports/journal.ts";
import type { Reading } from "../../ports/transaction.ts";
import { type EventsFound, namesInEvents } from "../email/history.ts";
import { defineQuery, found, missing } from "../query.ts";

/** `actor`: a user name, or `system`. `object`: an interaction or contact by its id, a user or what was configured by its name. */
type Asked = Pick<AuditSearch, "operation" | "from" | "to" | "before" | "limit"> & {
  readonly actor: string | undefined;
  readonly object: string | undefined;
};

/** A page of the audit, newest first; `next`: where to look further. Refuses an actor who is not known (10). desktop.md 8.5 */
export const searchAudit = defineQuery<Asked, EventsFound & { readonly next: AuditPlace | undefined }>(
  "SearchAudit",
  "ReadAudit",
  async ({ reading, input }) => {
    const { actor, object } = input;
    const who = actor === undefined ? undefined : await idOf(reading, actor);
    if (actor !== undefined && who === undefined) {
      return missing({ kind: "badValue", path: "$.actor", because: `no such user: ${actor}` });
    }
    const what = object === undefined ? undefined : await objectOf(reading, object);
    const { rows: events, next } = await reading.journal.search({ ...input, actor: who, object: what });
    return found({ events, names: await namesInEvents(reading, events), next });
  },
);

const idOf = async (reading: Reading, name: string): Promise<string | undefined> =>
  name === "system" ? name : (await reading.users.byName(name))?.id;

/** What happened to an interaction stays in the audit when the interaction itself is gone. */
async function objectOf(reading: Reading, name: string): Promise<AuditObject> {
  const happened = await reading.journal.ofInteraction(name, 0, 1);
  return happened.length > 0 ? { interaction: name } : { name, user: await idOf(reading, name) };
}
