import { isStopped } from "../../domain/interaction/stopped.ts";
import type { HistoryEntry } from "../../ports/history.ts";
import { isoTime } from "./times.ts";
import { absolute, paths } from "./uris.ts";
import { present } from "./viewing.ts";

/** An interaction in the contact's history: the documented keys in their order, then ours. `keys`: the user data to show. wire.md 8.2 */
export const historyEntry = (entry: HistoryEntry, publicUrl: string, keys?: readonly string[]) => ({
  typeId: entry.interaction.subtype,
  startDate: isoTime(entry.interaction.receivedAt),
  ...ended(entry),
  mediaType: "email",
  uri: absolute(publicUrl, paths.ucsInteraction(entry.interaction.id)),
  state: historyState(entry),
  ...present("contactId", entry.interaction.contact),
  id: entry.interaction.id,
  subject: entry.subject,
  ...owned(entry),
  ...present("customAttributes", keys === undefined ? undefined : userDataOf(entry, keys)),
  threadId: entry.interaction.thread,
  ...present("parentId", entry.interaction.parent),
});

/** `InProcess`, or `Stopped` when work on it is over. wire.md 5.18 */
export const historyState = ({ interaction }: HistoryEntry): string =>
  isStopped(interaction) ? "Stopped" : "InProcess";

export const ended = ({ endedAt }: HistoryEntry) =>
  present("endDate", endedAt === undefined ? undefined : isoTime(endedAt));

export const owned = ({ owner }: HistoryEntry) =>
  present(
    "ownerInformation",
    owner && { id: owner.id, userName: owner.userName, firstName: owner.firstName, lastName: owner.lastName },
  );

const userDataOf = ({ interaction }: HistoryEntry, keys: readonly string[]) =>
  Object.fromEntries(
    keys.filter((key) => Object.hasOwn(interaction.userData, key)).map((key) => [key, interaction.userData[key]]),
  );
