/**
 * The type of an uploaded file: the declared one when it is well-formed, without its parameters and in lower case; else by the name's
 * extension; else `application/octet-stream`, which also stands for every `multipart/*`. wire.md 6.2
 */
export function mediaType(declared: string | undefined, name: string): string {
  const type = wellFormed.exec(declared?.trim() ?? "")?.[1]?.toLowerCase() ?? byExtension(name);
  return type.startsWith("multipart/") ? unknownType : type;
}

const unknownType = "application/octet-stream";
/** RFC 6838 §4.2, and whatever stands behind a semicolon. */
const wellFormed = /^([a-z0-9][a-z0-9!#$&^_.+-]{0,126}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,126})\s*(?:;|$)/i;

const byExtension = (name: string): string => types.get(extensionOf(name)) ?? unknownType;

const extensionOf = (name: string): string => (/\.([^.]+)$/.exec(name)?.[1] ?? "").toLowerCase();

/** What people attach to mail. */
const types: ReadonlyMap<string, string> = new Map([
  ["txt", "text/plain"],
  ["log", "text/plain"],
  ["md", "text/markdown"],
  ["csv", "text/csv"],
  ["htm", "text/html"],
  ["html", "text/html"],
  ["css", "text/css"],
  ["ics", "text/calendar"],
  ["vcf", "text/vcard"],
  ["xml", "application/xml"],
  ["json", "application/json"],
  ["pdf", "application/pdf"],
  ["rtf", "application/rtf"],
  ["zip", "application/zip"],
  ["gz", "application/gzip"],
  ["7z", "application/x-7z-compressed"],
  ["tar", "application/x-tar"],
  ["doc", "application/msword"],
  ["docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"],
  ["xls", "application/vnd.ms-excel"],
  ["xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"],
  ["ppt", "application/vnd.ms-powerpoint"],
  ["pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"],
  ["odt", "application/vnd.oasis.opendocument.text"],
  ["ods", "application/vnd.oasis.opendocument.spreadsheet"],
  ["odp", "application/vnd.oasis.opendocument.presentation"],
  ["msg", "application/vnd.ms-outlook"],
  ["eml", "message/rfc822"],
  ["png", "image/png"],
  ["jpg", "image/jpeg"],
  ["jpeg", "image/jpeg"],
  ["gif", "image/gif"],
  ["webp", "image/webp"],
  ["svg", "image/svg+xml"],
  ["bmp", "image/bmp"],
  ["tif", "image/tiff"],
  ["tiff", "image/tiff"],
  ["heic", "image/heic"],
  ["mp3", "audio/mpeg"],
  ["wav", "audio/wav"],
  ["ogg", "audio/ogg"],
  ["mp4", "video/mp4"],
  ["mov", "video/quicktime"],
  ["webm", "video/webm"],
]);
