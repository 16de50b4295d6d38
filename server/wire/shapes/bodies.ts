import type { Content } from "../../domain/interaction/content.ts";
import { textAsHtml } from "../../domain/mail/text-as-html.ts";
import { textOf } from "../text-of-html.ts";

export type Bodies = { readonly text: string; readonly html: string; readonly bodyTruncated: true | undefined };

/** Both body texts: a missing form is derived from the other, and each is cut at `bytesMax`. wire.md 1.10, 3.4 */
export function bodiesOf(content: Pick<Content, "text" | "html">, bytesMax: number | undefined): Bodies {
  const text = cut(content.text === "" ? textOf(content.html) : content.text, bytesMax);
  const html = cut(content.html === "" ? textAsHtml(content.text) : content.html, bytesMax);
  return { text: text.text, html: html.text, bodyTruncated: text.isCut || html.isCut ? true : undefined };
}

/** UTF-8 needs at most three bytes for each unit of a string, and JSON six for a control character. */
const bytesPerUnitMax = 6;

/**
 * The longest beginning that fits, never half a character. Control characters count as they travel, `\u0001`: a mail of nothing else would
 * make messages so large that no push session could hold one. wire.md 1.10, cometd.md 2
 */
export function cut(text: string, bytesMax: number | undefined): { readonly text: string; readonly isCut: boolean } {
  if (bytesMax === undefined || text.length * bytesPerUnitMax <= bytesMax) return { text, isCut: false };
  const { read } = new TextEncoder().encodeInto(text, new Uint8Array(bytesMax));
  const fitting = escaped.test(text.slice(0, read)) ? fittingEscaped(text, bytesMax) : read;
  return { text: text.slice(0, fitting), isCut: fitting < text.length };
}

/** What JSON writes with six characters; tabs and line ends need two, as quotes do. */
const escaped = /[^\P{Cc}\t\n\r]/u;
const escapedBytes = 6;

function fittingEscaped(text: string, bytesMax: number): number {
  let bytes = 0;
  let fitting = 0;
  for (const character of text) {
    bytes += escaped.test(character) ? escapedBytes : Buffer.byteLength(character);
    if (bytes > bytesMax) break;
    fitting += character.length;
  }
  return fitting;
}
