import { fieldValues } from "../mail-facts.ts";
import { splitMessageIds } from "../message-id.ts";
import { headerOfText } from "./field-text.ts";
import type { ReportMail, ReturnedMail } from "./report.ts";
import { addressIn } from "./typed-address.ts";

/** What is left of the reported mail: from the returned part, else from a copy of its header inside the text (mail.md 8.1). */
export function returnedMail({ parts, text }: Pick<ReportMail, "parts" | "text">): ReturnedMail {
  const part = parts.find(({ mime }) => returnedTypes.has(mime));
  const inText = copyIn(text);
  const sources = [...(part === undefined ? [] : [part.text]), ...(inText === undefined ? [] : [inText])];
  const found = sources.map(ofHeader);
  return (
    found.find(({ messageId }) => messageId !== undefined) ??
    found[0] ?? { messageId: undefined, to: [], subject: undefined }
  );
}

const returnedTypes: ReadonlySet<string> = new Set([
  "message/rfc822",
  "message/global",
  "message/global-headers",
  "text/rfc822-headers",
  "message/rfc822-headers",
]);

function ofHeader(text: string): ReturnedMail {
  const fields = headerOfText(text);
  const first = (name: string) => fieldValues(fields, name)[0];
  return {
    messageId: splitMessageIds(first("Message-ID") ?? "")[0],
    to: (first("To") ?? "")
      .split(",", recipientsMax)
      .map(addressIn)
      .filter((address) => address !== ""),
    subject: first("Subject"),
  };
}

const recipientsMax = 100;
const textMax = 262_144;

/** The paragraph of the text that has a `Message-ID:` line of its own. */
function copyIn(text: string): string | undefined {
  const within = text.slice(0, textMax);
  const at = /^[ \t>]{0,8}Message-ID[ \t]{0,8}:/im.exec(within)?.index;
  if (at === undefined) return undefined;
  const start = Math.max(within.lastIndexOf("\n\n", at), within.lastIndexOf("\r\n\r\n", at), 0);
  return within
    .slice(start)
    .replace(/^[ \t>]{1,8}(?=[A-Z][\w-]{1,40}:)/gm, "")
    .trimStart();
}
