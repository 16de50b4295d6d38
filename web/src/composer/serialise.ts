import type { Fragment, Mark, Node } from "prosemirror-model";
import { styles } from "./schema.ts";

/** The HTML that goes out: each element with its own style and direction. Written here, not by a browser. desktop.md 5.2 */
export function htmlOf(doc: Node): string {
  return children(doc, blockHtml);
}

/** The same tree as plain text: lists with marks, quotes with `>`. */
export function textOf(doc: Node): string {
  return blocksText(doc).trimEnd();
}

/** Names of the values that are not filled yet. */
export function unresolvedIn(doc: Node | Fragment): readonly string[] {
  const names: string[] = [];
  doc.descendants((node) => {
    if (node.type.name === "value") names.push(String(node.attrs["name"]));
  });
  return names;
}

const children = (node: Node, each: (child: Node) => string, between = ""): string => {
  const parts: string[] = [];
  node.forEach((child) => {
    parts.push(each(child));
  });
  return parts.join(between);
};

function blockHtml(node: Node): string {
  const open = (tag: string, style: string): string => `<${tag} dir="auto" style="${style}">`;
  switch (node.type.name) {
    case "heading":
      return `${open("h2", styles.heading)}${children(node, inlineHtml)}</h2>`;
    case "blockquote":
      return `${open("blockquote", styles.quote)}${children(node, blockHtml)}</blockquote>`;
    case "bullet_list":
      return `${open("ul", styles.list)}${children(node, blockHtml)}</ul>`;
    case "ordered_list":
      return `${open("ol", styles.list)}${children(node, blockHtml)}</ol>`;
    case "list_item":
      return `<li dir="auto">${children(node, blockHtml)}</li>`;
    case "signature":
      return `<div data-signature="" dir="auto" style="${styles.signature}">${escaped(String(node.attrs["text"])).replaceAll("\n", "<br>")}</div>`;
    default:
      return `${open("p", styles.paragraph)}${node.childCount === 0 ? "<br>" : children(node, inlineHtml)}</p>`;
  }
}

function inlineHtml(node: Node): string {
  if (node.type.name === "hard_break") return "<br>";
  if (node.type.name === "picture")
    return `<img src="cid:${escaped(String(node.attrs["contentId"]))}" alt="${escaped(String(node.attrs["alt"]))}" style="${styles.picture}">`;
  if (node.type.name === "value")
    return `<span data-value="${escaped(String(node.attrs["name"]))}">[${escaped(String(node.attrs["name"]))}]</span>`;
  return node.marks.reduceRight((html, mark) => marked(mark, html), escaped(node.text ?? ""));
}

const tags: Readonly<Record<string, string>> = { strong: "strong", em: "em", underline: "u" };

function marked({ type, attrs }: Mark, html: string): string {
  if (type.name === "link") return `<a href="${escaped(String(attrs["href"]))}">${html}</a>`;
  if (type.name === "code") return `<code style="${styles.code}">${html}</code>`;
  const tag = tags[type.name];
  return tag === undefined ? html : `<${tag}>${html}</${tag}>`;
}

function blocksText(node: Node): string {
  return children(node, (child) => `${blockText(child)}\n\n`).replace(/\n{3,}$/, "\n\n");
}

function blockText(node: Node): string {
  switch (node.type.name) {
    case "blockquote":
      return blocksText(node)
        .trimEnd()
        .split("\n")
        .map((line) => (line === "" || line.startsWith(">") ? `>${line}` : `> ${line}`))
        .join("\n");
    case "bullet_list":
      return children(node, (item) => listed("- ", item), "\n");
    case "ordered_list": {
      let number = 0;
      return children(node, (item) => listed(`${++number}. `, item), "\n");
    }
    case "signature":
      return `-- \n${String(node.attrs["text"])}`;
    default:
      return children(node, inlineText);
  }
}

function listed(mark: string, item: Node): string {
  const inside = blocksText(item)
    .trimEnd()
    .replace(/\n{2,}/g, "\n")
    .split("\n");
  return inside.map((line, index) => (index === 0 ? mark : " ".repeat(mark.length)) + line).join("\n");
}

function inlineText(node: Node): string {
  if (node.type.name === "hard_break") return "\n";
  if (node.type.name === "picture") return `[${String(node.attrs["alt"])}]`;
  if (node.type.name === "value") return `[${String(node.attrs["name"])}]`;
  const text = node.text ?? "";
  const href = node.marks.find(({ type }) => type.name === "link")?.attrs["href"];
  return href === undefined || text === href || `mailto:${text}` === href ? text : `${text} <${String(href)}>`;
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => entities[sign] ?? sign);
