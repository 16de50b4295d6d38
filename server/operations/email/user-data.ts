import type { Actor } from "../../domain/agent/actor.ts";
import { forbids } from "../../domain/agent/permissions.ts";
import { isLonger } from "../../domain/characters.ts";
import type { UserData, UserValue } from "../../domain/interaction/interaction.ts";
import type { Refusal } from "../../domain/interaction/refusals.ts";
import type { Contact } from "../../ports/contacts.ts";
import type { Transaction } from "../../ports/transaction.ts";
import { done, type Result, refuse } from "../operation.ts";
import type { Spelt } from "../references.ts";

/** Pairs that a request attaches to an interaction. wire.md 5.17 */
export type GivenPairs = {
  /** In the order in which the keys shall stand. */
  readonly userData: UserData;
  /** Where they stood in the request. */
  readonly path: string;
  /** The key `ContactId`, which means AssignContact. */
  readonly contactId?: Spelt<string>;
};

/** The same for a new draft, whose subject the key `Subject` is too. */
export type DraftPairs = GivenPairs & { readonly subject?: Spelt<string> };

const keyCharactersMax = 255;
const depthMax = 3;
const bytesMax = 65_536;

/** Keys that only the server writes (wire.md 11). */
const readOnly = new Set([
  "Mailbox",
  "_ContainsAttachment",
  "_AttachmentsSize",
  "_AttachmentFileNames",
  "_AutoReplyCount",
  "MailClass",
  "MailDefects",
  "MessageIdReused",
  "Quarantined",
  "VirusScan",
  "ParkedBecause",
  "RoutedBy",
  "SenderVerdict",
  "ThreadFlags",
  "Origination_Source",
  "PlacedInQueueAt",
  "SubmittedAt",
  "AssignedAt",
  "Workbin",
  "WorkbinAgentId",
]);

/** What is wrong with user data that a request gives: a read-only key (11), a key's length, depth or size (10). wire.md 5.17 */
export function userDataProblem(userData: UserData, path: string): Refusal | undefined {
  for (const [key, value] of Object.entries(userData)) {
    const at = `${path}.${key}`;
    if (isReadOnly(key)) return { kind: "readOnly", path: at };
    if (key === "" || isLonger(key, keyCharactersMax))
      return { kind: "badValue", path: at, because: `at most ${keyCharactersMax} characters` };
    if (depthOf(value) >= depthMax) return { kind: "badValue", path: at, because: `at most ${depthMax} levels` };
  }
  return sizeProblem(userData, path);
}

/** Whoever names a contact assigns it, and needs the privilege for that (5). wire.md 10.4 */
export const assigningForbidden = (actor: Actor, { contactId }: Pick<GivenPairs, "contactId">): Refusal | undefined =>
  contactId === undefined ? undefined : forbids(actor, "AssignContact");

/** The contact that the pairs name. Refuses one that nobody knows (6). wire.md 5.17 */
export async function contactAssigned(
  tx: Transaction,
  { contactId }: Pick<GivenPairs, "contactId">,
): Promise<Result<Contact | undefined>> {
  if (contactId === undefined) return done(undefined);
  const contact = await tx.contacts.byId(contactId.value);
  return contact === undefined ? refuse({ kind: "notFound", thing: "contact", name: contactId.value }) : done(contact);
}

/** Whether only the server writes this key. wire.md 11 */
export const isReadOnly = (key: string): boolean => readOnly.has(key) || key.startsWith("Header_");

/** More than 64 KiB in all (10): asked of what would be stored, not only of what a request adds. wire.md 5.17 */
export const sizeProblem = (userData: UserData, path: string): Refusal | undefined =>
  new TextEncoder().encode(JSON.stringify(userData)).length > bytesMax
    ? { kind: "badValue", path, because: `at most ${bytesMax} bytes` }
    : undefined;

const depthOf = (value: UserValue): number =>
  typeof value === "object" && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0;
