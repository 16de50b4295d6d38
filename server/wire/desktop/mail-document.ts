import type { MailFrame } from "../../domain/desktop/mail-view.ts";
import type { HtmlView } from "../../ports/html.ts";

/** Where a ticket's document lies; its pictures lie below. */
export const viewPath = (ticket: string): string => `/mail-view/${ticket}`;

/**
 * The one script of ours in a mail's frame: tells the page the height, keys without modifiers, and clicks that selected nothing. The page
 * believes nothing but that, and may say that all is to be unfolded. desktop.md 3.4, 6.5
 */
export const bridge = `(() => {
  const say = (message) => parent.postMessage(message, location.origin);
  let told = 0;
  const tell = () => {
    const h = Math.ceil(document.documentElement.getBoundingClientRect().height);
    if (h !== told) say({ h: (told = h) });
  };
  new ResizeObserver(tell).observe(document.documentElement);
  addEventListener("load", tell);
  addEventListener("keydown", ({ key, target, ctrlKey, metaKey, altKey, isComposing }) => {
    const unfolds = (key === "Enter" || key === " ") && target.closest("summary") !== null;
    if (!unfolds && !ctrlKey && !metaKey && !altKey && !isComposing) say({ k: key });
  });
  addEventListener("click", ({ target }) => {
    if (target.closest("a, summary") === null && String(getSelection()) === "") say({ c: true });
  });
  addEventListener("message", ({ source, data }) => {
    if (source !== parent || data !== "unfold") return;
    for (const folded of document.querySelectorAll("details")) folded.open = true;
  });
})();`;

/** Plain mail follows the theme of the page around it, designed mail stands on white paper (desktop.md 6.7). */
const style = `
html { color-scheme: light dark }
html.light { color-scheme: light; background: #fff; color: #000 }
html.dark { color-scheme: dark; background: #16191d; color: #e8ecf1 }
body { margin: 0; padding: 12px; font: 14px/1.5 system-ui, sans-serif; overflow-wrap: anywhere }
img { max-width: 100%; height: auto }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font: 13px/1.4 ui-monospace, monospace }
blockquote { margin: 0 0 0 8px; padding-inline-start: 10px; border-inline-start: 2px solid #8886 }
details.quotation { margin-block: 8px }
details.quotation > summary { cursor: pointer; width: fit-content; min-height: 24px; opacity: 0.8 }
table.head { margin-bottom: 16px; border-bottom: 1px solid #8886 }
table.head th { text-align: start; vertical-align: top; padding-inline-end: 12px }`;

/** What a mail stands on, where the page says so. */
export type Paper = "light" | "dark";

/** How a page wants a document: on what it stands, and with what it quotes open or folded. */
export type Looks = { readonly paper?: Paper | undefined; readonly isUnfolded?: boolean };

type Document = Pick<HtmlView, "html" | "isDesigned"> & Looks;

const folded = '<details class="quotation">';

/** The document that a frame shows. Its policy is a header's: nothing in here is trusted to keep it. desktop.md 6.2, 6.7 */
export function mailDocument(
  { html, isDesigned, paper = isDesigned ? "light" : undefined, isUnfolded = false }: Document,
  mode: MailFrame,
): string {
  const shown = isUnfolded ? html.replaceAll(folded, '<details class="quotation" open>') : html;
  return [
    `<!doctype html><html dir="auto"${paper === undefined ? "" : ` class="${paper}"`}><head><meta charset="utf-8">`,
    `<meta name="viewport" content="width=device-width"><title>.</title><style>${style}</style></head>`,
    `<body dir="auto">${shown}${mode === "bridge" ? `<script>${bridge}</script>` : ""}</body></html>`,
  ].join("");
}
