import sanitizeHtml, { type Attributes, type IOptions, type Tag } from "sanitize-html";
import type { RemotePictures } from "../../ports/html.ts";
import { allowedStyles } from "./style-rules.ts";

/** mail.md 12.2. Pure and synchronous; hostile input is for a worker with a time limit. Tags of a page's frame go, their content stays. */
export function sanitise(html: string, remotePictures: RemotePictures): string {
  return sanitizeHtml(html.replaceAll("\0", ""), optionsBy[remotePictures]);
}

const frame: ReadonlySet<string> = new Set(["main", "nav", "header", "footer"]);
const block = ["align", "valign", "width", "height", "bgcolor"];
const scheme = /^(?:https?|mailto|tel):/i;

const optionsBy: Readonly<Record<RemotePictures, IOptions>> = { aside: options("aside"), kept: options("kept") };

function options(remotePictures: RemotePictures): IOptions {
  return {
    allowedTags: [
      ...sanitizeHtml.defaults.allowedTags.filter((tag) => !frame.has(tag)),
      ...["img", "center", "font", "u", "s", "del", "ins"],
    ],
    disallowedTagsMode: "discard",
    nonTextTags: [
      "script",
      "style",
      "textarea",
      "option",
      "noscript",
      "title",
      "template",
      "svg",
      "math",
      "noembed",
      "noframes",
      "xmp",
    ],
    nestingLimit: 200,
    allowedAttributes: {
      "*": ["style", "dir", "lang", "title", "align"],
      a: ["href", "rel", "target"],
      img: ["src", "data-remote", "alt", "width", "height", "border"],
      blockquote: ["type"],
      // What the desktop's composer knows its own parts by, when a draft is opened again.
      ...(remotePictures === "kept" ? { span: ["data-value"], div: ["data-signature"] } : {}),
      font: ["color", "face", "size"],
      table: ["border", "cellpadding", "cellspacing", ...block],
      tr: block,
      td: ["colspan", "rowspan", "nowrap", ...block],
      th: ["colspan", "rowspan", "nowrap", "scope", ...block],
      col: ["span", "width"],
      ol: ["start", "type"],
      li: ["value"],
    },
    allowedSchemes: ["http", "https", "mailto", "tel"],
    allowedSchemesByTag: { img: remotePictures === "kept" ? ["cid", "http", "https"] : ["cid"] },
    allowProtocolRelative: false,
    allowedStyles: { "*": allowedStyles },
    transformTags: { a: safeLink, img: remotePictures === "kept" ? keptPicture : pictureAside },
  };
}

/** Relative addresses would lead to our own pages. */
function safeLink(tagName: string, { href, rel: _rel, target: _target, ...others }: Attributes): Tag {
  const safe = href !== undefined && scheme.test(withoutBlanks(href)) ? { href: href.trim() } : {};
  return { tagName, attribs: { ...safe, rel: "noopener noreferrer nofollow", target: "_blank", ...others } };
}

function pictureAside(tagName: string, { src, "data-remote": aside, ...others }: Attributes): Tag {
  const address = withoutBlanks(src ?? aside ?? "");
  if (isContentId(address)) return { tagName, attribs: { src: address, ...others } };
  return { tagName, attribs: { ...(isRemote(address) ? { "data-remote": address } : {}), ...others } };
}

function keptPicture(tagName: string, { src, "data-remote": aside, ...others }: Attributes): Tag {
  const address = withoutBlanks(src ?? aside ?? "");
  return { tagName, attribs: { ...(isRemote(address) || isContentId(address) ? { src: address } : {}), ...others } };
}

function isContentId(address: string): boolean {
  return /^cid:/i.test(address);
}

function isRemote(address: string): boolean {
  return /^https?:\/\//i.test(address);
}

/** Browsers ignore controls and blanks in front of and inside a scheme. */
function withoutBlanks(address: string): string {
  return address.replace(/[\p{Cc}\s]/gu, "");
}
