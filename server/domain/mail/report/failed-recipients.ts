import { type Field, fieldValues } from "../mail-facts.ts";
import { aboveReturned, actionOfWords, toldRecipient } from "./told-recipient.ts";
import { addressIn } from "./typed-address.ts";
import type { TextReport, WordsOfReport } from "./vendor-report.ts";

/** Whom Exim and Gmail name in a field of their own. At most `failedMax` of each field. */
export function failedRecipients(headers: readonly Field[]): readonly string[] {
  return fieldValues(headers, fieldName)
    .flatMap((value) => value.split(",", failedMax))
    .map(addressIn)
    .filter((address) => address !== "");
}

/** What the text tells of each of these recipients. The field wins over all that the text names: free text greets, and quotes. */
export function withFailedRecipients(
  mail: WordsOfReport,
  named: readonly string[],
  vendor: TextReport | undefined,
): TextReport {
  const text = aboveReturned(mail.text);
  const action = actionOfWords(mail.subject, text);
  const told = (address: string) =>
    vendor?.recipients.find((one) => one.address.toLowerCase() === address.toLowerCase()) ??
    toldRecipient({ address, text, before: mail.subject, action });
  const isVendors = vendor?.recipients.some(({ address }) =>
    named.some((one) => one.toLowerCase() === address.toLowerCase()),
  );
  const name = isVendors === true ? (vendor?.vendor ?? fieldName) : fieldName;
  return { vendor: name, by: vendor?.by ?? "words", action: vendor?.action ?? action, recipients: named.map(told) };
}

const fieldName = "X-Failed-Recipients";
const failedMax = 100;
