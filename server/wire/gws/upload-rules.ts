import { roomFor } from "../../domain/interaction/attachments.ts";
import type { Attachment } from "../../domain/interaction/interaction.ts";
import type { Refusal } from "../../domain/interaction/refusals.ts";
import { isContentId } from "../../domain/mail/content-ids.ts";
import { freeBytesFloor } from "../../domain/mail/free-space.ts";
import { mediaType } from "../../domain/mail/media-type.ts";
import { uploadName } from "../../domain/mail/safe-name.ts";
import type { Settings } from "../../ports/centre.ts";
import { roomForUpload } from "../../queries/email/room-for-upload.ts";
import { type Found, found, missing } from "../../queries/query.ts";
import { type Asking, type FilePart, type FileTaken, idIn, type UploadFields, type UploadRules } from "../entry.ts";
import { versionIn } from "../if-match.ts";
import { asked } from "../reads.ts";

/** Boundaries, part headers and the small fields of a form. */
const formBytesMax = 65_536;

/**
 * What is known before the body is read, in the order of wire.md 1.4: announced length (413), privilege (5), the interaction (6), version
 * and state (2/409), holder (3), number of attachments (10), room in the mail (413). wire.md 6.2
 */
export async function beginUpload(asking: Asking, announcedBytes = 0): Promise<Found<UploadRules>> {
  const { settings } = asking.answering;
  const fileBytesMin = announcedBytes - formBytesMax;
  if (fileBytesMin > settings.attachmentBytesMax) return missing(tooLarge(settings));
  const version = versionIn(asking.request.ifMatch);
  if (!version.ok) return version;
  const present = await asked(asking, roomForUpload, {
    id: idIn(asking),
    expectedVersion: version.value,
    key: asking.request.idempotency?.key,
  });
  if (!present.ok) return present;
  return rulesBeside(present.value ?? [], settings, announcedBytes);
}

/** What one more file has to keep to beside those that are there. */
export function rulesBeside(
  attached: readonly Attachment[],
  settings: Settings,
  announcedBytes: number,
): Found<UploadRules> {
  const fileBytesMin = announcedBytes - formBytesMax;
  if (fileBytesMin > settings.attachmentBytesMax) return missing(tooLarge(settings));
  if (fileBytesMin > roomFor(roomiestType, attached, settings.messageBytesMax)) return missing(mailTooLarge(settings));
  return found({
    freeBytesMin: freeBytesFloor(settings.messageBytesMax),
    formBytesMax,
    takes: (part) => taken(part, attached, settings),
    reads: fieldsIn,
  });
}

/** Whatever else the file turns out to be, it needs more room. */
const roomiestType = "message/rfc822";

function taken({ fileName, contentType }: FilePart, attached: readonly Attachment[], settings: Settings): FileTaken {
  const name = uploadName(fileName);
  const mime = mediaType(contentType, name);
  const room = Math.max(0, roomFor(mime, attached, settings.messageBytesMax));
  return room < settings.attachmentBytesMax
    ? { name, mime, bytesMax: room, ifLarger: mailTooLarge(settings) }
    : { name, mime, bytesMax: settings.attachmentBytesMax, ifLarger: tooLarge(settings) };
}

const tooLarge = ({ attachmentBytesMax }: Settings): Refusal => ({
  kind: "attachmentTooLarge",
  bytesMax: attachmentBytesMax,
});
const mailTooLarge = ({ messageBytesMax }: Settings): Refusal => ({ kind: "mailTooLarge", bytesMax: messageBytesMax });

/** `inline` and `contentId`; a Content-ID may come in its angle brackets. Refuses other values (10). */
function fieldsIn(fields: ReadonlyMap<string, string>): Found<UploadFields> {
  const inline = fields.get("inline")?.trim().toLowerCase() ?? "";
  if (!["true", "false", ""].includes(inline)) {
    return missing({ kind: "badValue", path: "inline", because: "expected true or false" });
  }
  const contentId =
    fields
      .get("contentId")
      ?.trim()
      .replace(/^<(.*)>$/, "$1") ?? "";
  if (contentId !== "" && !isContentId(contentId)) {
    return missing({ kind: "badValue", path: "contentId", because: "not a Content-ID" });
  }
  return found({ isInline: inline === "true", contentId: contentId === "" ? undefined : contentId });
}
