import type { MailPart } from "../../domain/desktop/mail-view.ts";
import { printAddressList } from "../../domain/mail/address.ts";
import { escapeHtml, textAsHtml } from "../../domain/mail/text-as-html.ts";
import type { Performing } from "../../operations/perform.ts";
import type { HtmlView, ViewAsked } from "../../ports/html.ts";
import type { ShownMail } from "../../queries/desktop/mail-part.ts";
import { isoTime } from "../shapes/times.ts";

type Asked = Pick<ViewAsked, "base" | "showsRemote" | "quotationLabel"> & { readonly part: MailPart };

/** A part of an e-mail as HTML for the frame. What the sanitiser cannot read in time is shown as text. desktop.md 6 */
export async function shownHtml({ world }: Performing, mail: ShownMail, asked: Asked): Promise<HtmlView> {
  if (asked.part === "source")
    return { ...nothing, html: `<pre>${escapeHtml(await sourceOf(world.files, mail))}</pre>` };
  const view = await bodyOf(world.html, mail, asked);
  return asked.part === "print" ? { ...view, html: headOf(mail) + view.html } : view;
}

const nothing: HtmlView = { html: "", remote: [], trackers: 0, isDesigned: false, linkWarnings: [], rulesVersion: 0 };

async function bodyOf(
  html: Performing["world"]["html"],
  { interaction, content }: ShownMail,
  { base, showsRemote, part, quotationLabel }: Asked,
): Promise<HtmlView> {
  const text = textAsHtml(content.text);
  if (content.html === "") return { ...nothing, html: text };
  const contentIds = interaction.attachments.map(({ contentId }) => contentId);
  // On paper nobody can unfold it, and what a draft quotes is folded as a whole.
  const folds = part === "html" && quotationLabel !== undefined ? { quotationLabel } : {};
  return html.view(content.html, { base, contentIds, showsRemote, ...folds }).catch(() => ({ ...nothing, html: text }));
}

function headOf({ interaction, content }: ShownMail): string {
  const lines: readonly (readonly [string, string])[] = [
    ["From", content.from === undefined ? "" : printAddressList([content.from])],
    ["To", printAddressList(content.to)],
    ["Cc", printAddressList(content.cc)],
    ["Date", isoTime(interaction.receivedAt)],
    ["Subject", content.subject],
  ];
  const rows = lines
    .filter(([, value]) => value !== "")
    .map(([name, value]) => `<tr><th scope="row">${name}</th><td dir="auto">${escapeHtml(value)}</td></tr>`);
  return `<table class="head">${rows.join("")}</table>`;
}

const sourceBytesMax = 1_048_576;

/** Bytes as they came, each a character: what else they mean is for whoever reads them. */
async function sourceOf(files: Performing["world"]["files"], { raw }: ShownMail): Promise<string> {
  if (raw === undefined) return "";
  const chunks =
    "bytes" in raw
      ? [raw.bytes.subarray(0, sourceBytesMax)]
      : files.open(raw.sha256, { start: 0, end: Math.min(raw.size, sourceBytesMax) });
  const decoder = new TextDecoder("utf-8");
  let text = "";
  for await (const chunk of chunks) text += decoder.decode(chunk, { stream: true });
  return text + decoder.decode();
}
