import { aboveReturned } from "./told-recipient.ts";

/**
 * The fields of a status part that stand in the text itself, where a relay or list made one text of a report, or its parts are broken; as
 * `readDeliveryStatus` takes them. Undefined without a Final-Recipient at the beginning of a line: what is quoted is a person's.
 */
export function statusInText(text: string): string | undefined {
  const within = aboveReturned(text);
  const at = finalRecipient.exec(within)?.index;
  return at === undefined ? undefined : within.slice(Math.max(within.lastIndexOf("\n\n", at), 0));
}

/** With its type, as RFC 3464 §2.3.2 has it: letters have recipients too. */
const finalRecipient = /^Final-Recipient[ \t]{0,8}:[ \t]{0,8}(?:rfc-?822|utf-8)[ \t]{0,8};/im;
