import { type DOMOutputSpec, type MarkSpec, type NodeSpec, Schema } from "prosemirror-model";

/** Styles stand in each element: mail programs drop style sheets. desktop.md 5.2 */
export const styles = {
  paragraph: "margin:0 0 1em",
  heading: "margin:0 0 .6em;font-size:1.2em",
  quote: "margin:0 0 1em;padding-inline-start:.8em;border-inline-start:3px solid #b5b5b5",
  list: "margin:0 0 1em;padding-inline-start:1.6em",
  signature: "margin:1em 0 0;color:#555555",
  code: "font-family:monospace",
  picture: "max-width:100%",
} as const;

const block =
  (tag: string, style: string): (() => DOMOutputSpec) =>
  () => [tag, { dir: "auto", style }, 0];

const nodes: Record<string, NodeSpec> = {
  doc: { content: "block+" },
  paragraph: {
    content: "inline*",
    group: "block",
    parseDOM: [{ tag: "p" }, { tag: "div" }],
    toDOM: block("p", styles.paragraph),
  },
  heading: {
    content: "inline*",
    group: "block",
    parseDOM: [{ tag: "h1,h2,h3,h4" }],
    toDOM: block("h2", styles.heading),
  },
  blockquote: {
    content: "block+",
    group: "block",
    parseDOM: [{ tag: "blockquote" }],
    toDOM: block("blockquote", styles.quote),
  },
  bullet_list: { content: "list_item+", group: "block", parseDOM: [{ tag: "ul" }], toDOM: block("ul", styles.list) },
  ordered_list: { content: "list_item+", group: "block", parseDOM: [{ tag: "ol" }], toDOM: block("ol", styles.list) },
  list_item: {
    content: "paragraph block*",
    defining: true,
    parseDOM: [{ tag: "li" }],
    toDOM: () => ["li", { dir: "auto" }, 0],
  },
  /** The agent's own, as the provisioning says; nothing typed can get into it, nor in its place after a click on it. */
  signature: {
    group: "block",
    atom: true,
    selectable: false,
    attrs: { text: { default: "" } },
    parseDOM: [{ tag: "div[data-signature]", priority: 60, getAttrs: (element) => ({ text: textOf(element) }) }],
    toDOM: ({ attrs }) => [
      "div",
      // Its colour is the theme's while it is written; the mail has its own.
      { "data-signature": "", dir: "auto" },
      ...lines(String(attrs["text"])),
    ],
  },
  /** A value that a standard response could not fill: it must be replaced before the mail goes out. */
  value: {
    inline: true,
    group: "inline",
    atom: true,
    attrs: { name: { default: "" } },
    parseDOM: [
      {
        tag: "span[data-value]",
        priority: 60,
        getAttrs: (element) => (isMissing(element) ? { name: nameOf(element) } : false),
      },
    ],
    toDOM: ({ attrs }) => ["span", { "data-value": String(attrs["name"]) }, `[${String(attrs["name"])}]`],
  },
  /** An attachment of the draft that is shown in the text. */
  picture: {
    inline: true,
    group: "inline",
    draggable: true,
    attrs: { contentId: {}, alt: { default: "" } },
    parseDOM: [
      {
        tag: "img[src^='cid:']",
        getAttrs: (element) => ({
          contentId: (element.getAttribute("src") ?? "").slice("cid:".length),
          alt: element.getAttribute("alt") ?? "",
        }),
      },
    ],
    toDOM: ({ attrs }) => ["img", { alt: String(attrs["alt"]), "data-picture": String(attrs["contentId"]) }],
  },
  hard_break: { inline: true, group: "inline", selectable: false, parseDOM: [{ tag: "br" }], toDOM: () => ["br"] },
  text: { group: "inline" },
};

const marks: Record<string, MarkSpec> = {
  /** A value that a standard response has put in: shown as one while it is written, and text like any other in the mail. */
  filled: {
    attrs: { name: {} },
    inclusive: false,
    parseDOM: [
      { tag: "span[data-value]", getAttrs: (element) => (isMissing(element) ? false : { name: nameOf(element) }) },
    ],
    toDOM: ({ attrs }) => ["span", { "data-filled": "", title: String(attrs["name"]) }, 0],
  },
  strong: { parseDOM: [{ tag: "strong" }, { tag: "b" }], toDOM: () => ["strong", 0] },
  em: { parseDOM: [{ tag: "em" }, { tag: "i" }], toDOM: () => ["em", 0] },
  underline: { parseDOM: [{ tag: "u" }], toDOM: () => ["u", 0] },
  code: { parseDOM: [{ tag: "code" }], toDOM: () => ["code", { style: styles.code }, 0] },
  link: {
    attrs: { href: {} },
    inclusive: false,
    parseDOM: [
      {
        tag: "a[href]",
        getAttrs: (element) => (isLink(element.getAttribute("href")) ? { href: element.getAttribute("href") } : false),
      },
    ],
    toDOM: ({ attrs }) => ["a", { href: String(attrs["href"]) }, 0],
  },
};

/** What an e-mail of ours may consist of. */
export const schema = new Schema({ nodes, marks });

const nameOf = (element: HTMLElement): string => element.dataset["value"] ?? "";

/** It stands there under its name, as long as nobody knows it. */
const isMissing = (element: HTMLElement): boolean =>
  element.textContent === "" || element.textContent === `[${nameOf(element)}]`;

/** Only what a mail program may open. desktop.md 6.1 */
const isLink = (href: string | null): boolean => /^(?:https?:\/\/|mailto:|tel:)/i.test(href ?? "");

function lines(text: string): readonly DOMOutputSpec[] {
  return text
    .split("\n")
    .flatMap((line, index): DOMOutputSpec[] => (index === 0 ? [["span", line]] : [["br"], ["span", line]]));
}

const textOf = (element: HTMLElement): string =>
  [...element.childNodes].map((node) => (node.nodeName === "BR" ? "\n" : (node.textContent ?? ""))).join("");
