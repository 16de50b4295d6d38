import { printAddress, printAddressList } from "../../domain/mail/address.ts";
import type { Files } from "../../ports/files.ts";
import type { AttachedMail, ReadAttachment } from "../../ports/mail.ts";
import { readIdentity } from "./identity.ts";
import type { ReadingLimits } from "./limits.ts";

/** Whom the one attached message is from, by its own header; undefined unless there is exactly one. Throws what `files` throws. */
export async function attachedMail(
  attachments: readonly ReadAttachment[],
  files: Files,
  limits: ReadingLimits,
): Promise<AttachedMail | undefined> {
  const [one, ...more] = attachments.filter(({ mime }) => mime === "message/rfc822");
  if (one === undefined || more.length > 0 || one.size === 0) return undefined;
  const chunks: Uint8Array[] = [];
  for await (const chunk of files.open(one.sha256, { start: 0, end: Math.min(one.size, headBytesMax) }))
    chunks.push(chunk);
  const { from, to, subject, headers } = readIdentity(Buffer.concat(chunks), limits);
  if (from[0] === undefined) return undefined;
  const date = headers.find(({ name }) => name.toLowerCase() === "date")?.value ?? "";
  return { from: printAddress(from[0]), to: printAddressList(to), subject, date, body: "" };
}

/** Read in the server itself, so no more than an honest header takes. */
const headBytesMax = 32_768;
