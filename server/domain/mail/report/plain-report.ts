import { bounceClass, bounceStatus } from "./bounce-class.ts";
import { hasReplyCode, isReportSubject, speaksOfDelivery } from "./report-words.ts";
import { aboveReturned, actionOfWords, toldRecipient } from "./told-recipient.ts";
import { addressesInText } from "./typed-address.ts";
import type { TextReport, WordsOfReport } from "./vendor-report.ts";

/**
 * A bounce of no vendor that we know: its subject or text says that something was not delivered, and of the addresses that may be meant one
 * stands nearest to a reason. Undefined without such words or without an address.
 */
export function readPlainReport(
  { subject, text: whole }: WordsOfReport,
  mayFail: (address: string) => boolean,
): TextReport | undefined {
  const text = aboveReturned(whole);
  if (!isReportSubject(subject) && !speaksOfDelivery(subject) && !speaksOfDelivery(text)) return undefined;
  const lines = text.split("\n", linesMax);
  const found = lines.flatMap((line, index) => {
    const address = contactLine.test(line) ? undefined : addressesInText(line).find(mayFail);
    return address === undefined ? [] : [{ address, index }];
  });
  const [best] = found
    .slice(0, addressesMax)
    .map((one) => ({ ...one, weight: weightOf(lines, one.index) }))
    .toSorted((one, other) => other.weight - one.weight || one.index - other.index);
  if (best === undefined) return undefined;
  const action = actionOfWords(subject, text);
  const chunk = lines.slice(best.index, best.index + chunkLines).join("\n");
  const before = `${subject}\n${lines.slice(0, best.index).join("\n")}`.slice(-beforeMax);
  return {
    vendor: "unknown",
    by: "words",
    action,
    recipients: [toldRecipient({ address: best.address, text: chunk, before, action })],
  };
}

const linesMax = 2000;
const addressesMax = 50;
const chunkLines = 12;
const beforeMax = 1500;
/** Where to write instead. */
const contactLine = /https?:|mailto:\S{0,100}(?:support|help|postmaster)|contact|postmaster@/i;
const recipientLabel =
  /^[ \t>*-]{0,12}(?:final-|original-|failed )?(?:to|recipients?|addresse?e?|address|empfänger|an|destinataire|destinatario|para|à|odbiorca|получатель|адресат|кому|ontvanger|mottagare|modtager|収件人|宛先|收件人|받는 사람)\b ?(?:address)? ?[:：]/iu;

/** Lines behind an address in which its reason stands. */
const nearLines = 4;

/** A code or reason in its line or just behind it, a label in front, a line of its own. */
function weightOf(lines: readonly string[], index: number): number {
  const line = (lines[index] ?? "").slice(0, lineMax);
  const behind = lines
    .slice(index + 1, index + 1 + nearLines)
    .join("\n")
    .slice(0, lineMax);
  const reason = (text: string) => hasReplyCode(text) || bounceClass(bounceStatus("", text), text) !== "unknown";
  const near = reason(line) ? 3 : reason(behind) ? 2 : 0;
  return near + (recipientLabel.test(line) ? 1 : 0) + (/^[ \t]{0,12}<?[^\s<>]{3,320}>?[ \t]{0,8}$/.test(line) ? 1 : 0);
}

const lineMax = 1000;
