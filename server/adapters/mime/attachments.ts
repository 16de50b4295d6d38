import libmime from "libmime";
import { mentionedContentIds } from "../../domain/mail/content-ids.ts";
import { safeName } from "../../domain/mail/safe-name.ts";
import type { FoundAttachment } from "./reading.ts";
import type { Part } from "./structure.ts";
import { uuencodedFiles } from "./uuencode.ts";

/** Parts that are attached, and the plain texts, in which files may be hidden. */
export type Attached = { readonly parts: readonly Part[]; readonly texts: readonly string[] };

/** Every part that is not body, in order, then files written into text. `html` decides what is embedded (wire.md 6.2). */
export function foundAttachments({ parts, texts }: Attached, html: string): readonly FoundAttachment[] {
  const mentioned = mentionedContentIds(html);
  const fromParts = parts.map(
    (part, index): FoundAttachment => ({
      name: safeName(part.name === "" ? nameFor(part.type, index + 1) : part.name),
      mime: part.multipart === "" ? part.type : "application/octet-stream",
      contentId: part.contentId,
      isEmbedded: part.contentId !== undefined && mentioned.has(part.contentId),
      source: { kind: "range", start: part.start, end: part.end, encoding: part.encoding },
    }),
  );
  const fromTexts = texts.flatMap(uuencodedFiles).map(
    ({ name, bytes }): FoundAttachment => ({
      name: safeName(name),
      mime: libmime.detectMimeType(name),
      contentId: undefined,
      isEmbedded: false,
      source: { kind: "bytes", bytes },
    }),
  );
  return [...fromParts, ...fromTexts];
}

function nameFor(type: string, number: number): string {
  if (type === "message/rfc822") return "message.eml";
  const extension = type.startsWith("message/") ? "txt" : libmime.detectExtension(type);
  return `attachment-${number}.${extension}`;
}
