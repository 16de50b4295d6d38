import { type AddressLine, addressLines, sameList } from "./address-lines.ts";
import { bounceClass, bounceStatus } from "./bounce-class.ts";
import { hasReplyCode, isReportSubject, speaksOfDelivery } from "./report-words.ts";
import { aboveReturned, actionOfWords, sharingReason, toldRecipient } from "./told-recipient.ts";
import type { TextReport, WordsOfReport } from "./vendor-report.ts";

/**
 * A bounce of no vendor that we know: its subject or text says that something was not delivered, and of the addresses that may be meant one
 * stands nearest to a reason, together with those that stand in the same form or the same list. Undefined without an address or such words; a sender
 * who is believed may do without them where a reason stands beside the address, or a reply's code above its label.
 */
export function readPlainReport(
  { subject, text: whole }: WordsOfReport,
  mayFail: (address: string) => boolean,
  isBelieved = false,
): TextReport | undefined {
  const text = aboveReturned(whole);
  const saysSo =
    actionOfWords(subject, text) === "delivered" ||
    isReportSubject(subject) ||
    speaksOfDelivery(subject) ||
    speaksOfDelivery(text);
  if (!saysSo && !isBelieved) return undefined;
  const lines = text.split("\n", linesMax);
  const found = addressLines(lines, mayFail).map((one) => ({ ...one, weight: weightOf(lines, one) }));
  const [best] = found.toSorted((one, other) => other.weight - one.weight || one.index - other.index);
  const code = !saysSo && hasReplyCode(text) ? 1 : 0;
  if (best === undefined || (!saysSo && best.weight + code < reasonNear)) return undefined;
  const action = actionOfWords(subject, text);
  const meant = sameList(found, best);
  const tell = ({ address, index }: AddressLine, position: number) => {
    const next = meant.slice(position).find((one) => one.index > index)?.index ?? Number.POSITIVE_INFINITY;
    const chunk = lines.slice(index, Math.min(index + chunkLines, next)).join("\n");
    const before = `${subject}\n${lines.slice(0, meant[0]?.index ?? 0).join("\n")}`.slice(-beforeMax);
    return toldRecipient({ address, text: chunk, before, action });
  };
  return { vendor: "unknown", by: "words", action, recipients: sharingReason(meant.map(tell)) };
}

const linesMax = 2000;
const chunkLines = 12;
const beforeMax = 1500;
const recipientLabel =
  /^[ \t>*-]{0,12}(?:final-|original-|failed )?(?:to|recipients?|addresse?e?|address|addressed to|rcpt to|empfänger|an|destinataire|destinatario|para|à|odbiorca|получатель|адресат|кому|ontvanger|mottagare|modtager|収件人|宛先|收件人|받는 사람)\b ?(?:address)? ?[:：]/iu;

/** Lines behind an address in which its reason stands. */
const nearLines = 4;

/** A code or reason in its line or just behind it, a list of those that failed above it, a label in front, a line of its own. */
function weightOf(lines: readonly string[], { index, isListed, isOfCopy }: AddressLine): number {
  const line = (lines[index] ?? "").slice(0, lineMax);
  const behind = lines
    .slice(index + 1, index + 1 + nearLines)
    .join("\n")
    .slice(0, lineMax);
  const reason = (text: string) => hasReplyCode(text) || bounceClass(bounceStatus("", text), text) !== "unknown";
  const near = reason(line) ? 3 : reason(behind) && !isOfCopy ? reasonNear : 0;
  const own = /^[ \t]{0,12}<?[^\s<>]{3,320}>?:?[ \t]{0,8}$/.test(line) ? 1 : 0;
  return near + (isListed ? 2 : 0) + (recipientLabel.test(line) && !isOfCopy ? 1 : 0) + own;
}

const lineMax = 1000;
const reasonNear = 2;
