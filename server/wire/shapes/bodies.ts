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

/** UTF-8 needs at most three bytes for each unit of a string. */
const bytesPerUnitMax = 3;

/** The longest beginning that fits, never half a character. */
export function cut(text: string, bytesMax: number | undefined): { readonly text: string; readonly isCut: boolean } {
  if (bytesMax === undefined || text.length * bytesPerUnitMax <= bytesMax) return { text, isCut: false };
  const { read } = new TextEncoder().encodeInto(text, new Uint8Array(bytesMax));
  return { text: text.slice(0, read), isCut: read < text.length };
}
