import type { DeliveryAction } from "./report.ts";
import {
  aboveReturned,
  actionOfWords,
  sharingReason,
  type Telling,
  type ToldRecipient,
  toldRecipient,
} from "./told-recipient.ts";
import { withoutNeighbours } from "./typed-address.ts";
import { type VendorRow, vendorRows } from "./vendor-rows.ts";

/** A mail whose words may be a bounce's. */
export type WordsOfReport = { readonly subject: string; readonly text: string };

export type TextReport = {
  /** `unknown` where no row of the table has its words. */
  readonly vendor: string;
  /** What was recognised: a vendor's sentence, a mark of one that others write too, or only words. */
  readonly by: "sentence" | "mark" | "words";
  readonly action: DeliveryAction;
  readonly recipients: readonly ToldRecipient[];
};

/**
 * Reads a bounce from its text: the first row of the table with its mark and a recipient that may be one. Undefined when the text is no
 * vendor's. Whether the sender may bounce at all, the caller has asked.
 */
export function readVendorReport(
  { subject, text: whole }: WordsOfReport,
  mayFail: (address: string) => boolean,
): TextReport | undefined {
  const text = aboveReturned(whole);
  const action = actionOfWords(subject, text);
  for (const row of rowsOf(subject, text)) {
    const told = tellingsIn(row, text, mayFail).map((one) =>
      toldRecipient({ ...one, ...around(one, subject), action }),
    );
    const recipients = sharingReason(told);
    if (recipients.length > 0) return { vendor: row.vendor, by: byOf(row), action, recipients };
  }
  return undefined;
}

/** The rows whose mark stands in the subject or text. */
export function rowsOf(subject: string, text: string): readonly VendorRow[] {
  return vendorRows.filter(({ mark }) => mark.test(subject) || mark.test(text));
}

export const byOf = ({ isLoose }: VendorRow): TextReport["by"] => (isLoose === true ? "mark" : "sentence");

const recipientsMax = 100;
/** Characters behind an address that may speak of it. */
const chunkMax = 1500;

type Found = Pick<Telling, "address" | "text" | "before">;

const around = ({ before }: Found, subject: string) => ({ before: `${subject}\n${before}`.slice(-chunkMax) });

/** Each address once, with all that stands behind it up to the next one. */
function tellingsIn({ recipient }: VendorRow, text: string, mayFail: (address: string) => boolean): readonly Found[] {
  const found: { readonly address: string; readonly start: number; readonly end: number }[] = [];
  for (const match of text.matchAll(recipient)) {
    const address = withoutNeighbours(match.groups?.["address"] ?? match.groups?.["other"] ?? "");
    if (address !== "" && mayFail(address) && found.length < recipientsMax)
      found.push({ address, start: match.index, end: match.index + match[0].length });
  }
  const before = text.slice(0, found[0]?.start ?? 0);
  const chunks = new Map<string, { readonly address: string; readonly before: string; text: string }>();
  for (const [index, { address, start, end }] of found.entries()) {
    const key = address.toLowerCase();
    const next = found.slice(index + 1).find((each) => each.address.toLowerCase() !== key);
    const own = text.slice(start, Math.min(next?.start ?? text.length, end + chunkMax));
    const known = chunks.get(key);
    if (known === undefined) chunks.set(key, { address, text: own, before });
    else known.text = `${known.text}\n${own}`.slice(0, 2 * chunkMax);
  }
  return [...chunks.values()];
}
