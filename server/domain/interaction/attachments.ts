import type { Attachment } from "./interaction.ts";
import type { Refusal } from "./refusals.ts";

/** What an e-mail may carry. wire.md 1.10, 6.2 */
export type AttachmentLimits = { readonly attachmentsMax: number; readonly messageBytesMax: number };

type Attached =
  | { readonly ok: true; readonly attachments: readonly Attachment[] }
  | { readonly ok: false; readonly refusal: Refusal };

/**
 * The list with one more, at its end; one that is there already stays in its place. Refuses more than `attachmentsMax` (10), and what no
 * finished mail could carry (413): texts and headers are not counted, so nothing is refused that would fit. Send measures exactly.
 */
export function withAttachment(
  present: readonly Attachment[],
  added: Attachment,
  { attachmentsMax, messageBytesMax }: AttachmentLimits,
): Attached {
  if (present.some(({ id }) => id === added.id)) {
    return { ok: true, attachments: present.map((one) => (one.id === added.id ? added : one)) };
  }
  if (present.length >= attachmentsMax) return { ok: false, refusal: tooMany(attachmentsMax) };
  const attachments = [...present, added];
  return carriedBytes(attachments) <= messageBytesMax
    ? { ok: true, attachments }
    : { ok: false, refusal: { kind: "mailTooLarge", bytesMax: messageBytesMax } };
}

/** Code 10. wire.md 6.4 */
export const tooMany = (attachmentsMax: number): Refusal => ({
  kind: "badValue",
  path: "attachment",
  because: `more than ${attachmentsMax}`,
});

/** How many bytes a further file of this type may have so that the finished mail can still fit; negative when none may. */
export function roomFor(mime: string, present: readonly Attachment[], messageBytesMax: number): number {
  const room = messageBytesMax - carriedBytes(present);
  if (isSentAsItIs(mime) || room < 0) return room;
  const wholeLines = Math.floor((room + lineEnd) / (lineCharacters + lineEnd));
  const characters = wholeLines * lineCharacters + Math.max(0, room - wholeLines * (lineCharacters + lineEnd));
  return Math.floor(characters / 4) * 3;
}

/** The least that these files take in a mail. */
const carriedBytes = (attachments: readonly Attachment[]): number =>
  attachments.reduce((sum, { mime, size }) => sum + (isSentAsItIs(mime) ? size : base64Bytes(size)), 0);

/** RFC 2046 §5.2.1: a message is not encoded. */
const isSentAsItIs = (mime: string): boolean => /^message\//i.test(mime);

/** RFC 2045 §6.8: four characters for three bytes, lines of at most 76. */
const lineCharacters = 76;
const lineEnd = 2;

export function base64Bytes(size: number): number {
  const characters = 4 * Math.ceil(size / 3);
  return characters + lineEnd * Math.max(0, Math.ceil(characters / lineCharacters) - 1);
}
