import { type Field, fieldValues, firstWord } from "../mail-facts.ts";
import { bounceClass, bounceStatus } from "./bounce-class.ts";
import { fieldsOfText } from "./field-text.ts";
import type { DeliveryAction, ReportedRecipient } from "./report.ts";
import { typedAddress, typedText } from "./typed-address.ts";

export type DeliveryStatus = {
  readonly envelopeId: string | undefined;
  readonly recipients: readonly ReportedRecipient[];
};

/**
 * Reads message/delivery-status (RFC 3464) and message/global-delivery-status (RFC 6533). Recipients are told apart by their fields, not
 * by empty lines, which some servers forget. Recipients without an address are left out; at most `recipientsMax` are read.
 */
export function readDeliveryStatus(text: string): DeliveryStatus {
  const fields = fieldsOfText(text);
  const first = fields.findIndex(({ name }) => isOfRecipient(name));
  const message = first < 0 ? fields : fields.slice(0, first);
  const groups = first < 0 ? [] : groupsOf(fields.slice(first));
  return {
    envelopeId: fieldValues(message, "Original-Envelope-Id")[0] || undefined,
    recipients: eachOnce(
      groups
        .slice(0, recipientsMax)
        .map(recipientOf)
        .filter(({ address }) => address !== ""),
    ),
  };
}

/** XWall and others write a type of their own for the same fields. */
export function isStatusType(mime: string): boolean {
  return /^message\/(?:global-|x-?)?delivery-status$/.test(mime);
}

/** Some servers repeat a recipient for every host that they tried: what is told the same way counts once. */
function eachOnce(recipients: readonly ReportedRecipient[]): readonly ReportedRecipient[] {
  const byKey = new Map<string, ReportedRecipient>();
  for (const one of recipients) {
    const key = [one.address, one.finalAddress, one.action, one.class].join("\n").toLowerCase();
    if (!byKey.has(key)) byKey.set(key, one);
  }
  return [...byKey.values()];
}

const recipientsMax = 500;

function isOfRecipient(name: string): boolean {
  return /^(?:final-recipient|original-recipient|action|status|diagnostic-code|remote-mta)$/i.test(name);
}

/**
 * A new recipient begins where a field comes again, or where the two Recipients follow on a recipient that is complete; Amazon's has its
 * original address behind the final one.
 */
function groupsOf(fields: readonly Field[]): readonly (readonly Field[])[] {
  const groups: Field[][] = [];
  let seen = new Set<string>();
  for (const [index, field] of fields.entries()) {
    const key = field.name.toLowerCase();
    const isComplete = seen.has("final-recipient") && (seen.has("action") || seen.has("status"));
    const isPair = key === "original-recipient" && fields[index + 1]?.name.toLowerCase() === "final-recipient";
    const isNext = seen.has(key) || (isPair && isComplete);
    if (groups.length === 0 || (isNext && isOfRecipient(key))) {
      groups.push([]);
      seen = new Set();
    }
    seen.add(key);
    groups.at(-1)?.push(field);
  }
  return groups;
}

function recipientOf(fields: readonly Field[]): ReportedRecipient {
  const value = (name: string) => fieldValues(fields, name)[0] ?? "";
  const finalAddress = typedAddress(value("Final-Recipient"));
  const text = typedText(value("Diagnostic-Code"));
  const given = firstWord(value("Action"));
  const status =
    given === "failed"
      ? asFinal(bounceStatus(value("Status"), text), value("Status"))
      : bounceStatus(value("Status"), text);
  const host = typedText(value("Remote-MTA")).split(/[\s(]/)[0];
  return {
    address: typedAddress(value("Original-Recipient")) || finalAddress,
    finalAddress,
    action: actionOf(given, status),
    status,
    text,
    remoteHost: host === "" ? undefined : host,
    class: bounceClass(status, text),
  };
}

/** `4.0.0` beside `failed` says nothing: what its words say of the address or its domain is then for ever, as Gmail's NXDOMAIN. */
function asFinal(status: string | undefined, field: string): string | undefined {
  return status?.startsWith("4.1.") === true && /^\s*4\.0\.0\b/.test(field) ? `5${status.slice(1)}` : status;
}

/** Where Action is missing or unknown the status tells (RFC 3463 §2). */
function actionOf(word: string, status: string | undefined): DeliveryAction {
  const known = actions.get(word);
  if (known !== undefined) return known;
  if (status?.startsWith("2") === true) return "delivered";
  return status?.startsWith("4") === true ? "delayed" : "failed";
}

const actions: ReadonlyMap<string, DeliveryAction> = new Map([
  ["failed", "failed"],
  ["failure", "failed"],
  ["error", "failed"],
  ["expired", "failed"],
  ["delayed", "delayed"],
  ["delivered", "delivered"],
  ["relayed", "delivered"],
  ["expanded", "delivered"],
]);
