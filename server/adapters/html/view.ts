import type { HtmlView, LinkWarning, ViewAsked } from "../../ports/html.ts";
import { foldQuotations } from "./fold.ts";
import { sanitise } from "./sanitise.ts";

/** Of everything that decides what a shown mail looks like: raised with each change of the rules. desktop.md 6.1 */
const rulesVersion = 2;

const remoteMax = 1_000;
const warningsMax = 100;
const textCharactersMax = 200;

/**
 * HTML as it is shown (desktop.md 6.4 to 6.6). It is sanitised anew, whatever it went through before: only then every `<…>` in it is a
 * whole tag with quoted attributes, which is what the rest relies on.
 */
export function viewHtml(html: string, asked: ViewAsked): HtmlView {
  const clean = sanitise(html, "aside");
  const { quotationLabel: label } = asked;
  const folded = label === undefined ? clean : foldQuotations(clean, escaped(label));
  const pictures = picturesIn(folded, asked);
  const links = linksIn(pictures.html);
  return {
    html: links.html,
    remote: pictures.remote,
    trackers: pictures.trackers,
    isDesigned: designed.test(clean),
    linkWarnings: links.warnings,
    rulesVersion,
  };
}

const designed = /<font [^>]*color="|<[^>]*(?:\sbgcolor="|style="[^"]*\b(?:background-color|color|border-color)\s*:)/i;

function picturesIn(html: string, { base, contentIds, showsRemote }: ViewAsked) {
  const remote: string[] = [];
  const places = new Map<string, number>();
  let trackers = 0;
  const shown = html.replace(/<img\b[^>]*>/gi, (tag) => {
    const own = attributeOf(tag, "src");
    const away = attributeOf(tag, "data-remote");
    const bare = without(without(tag, "src"), "data-remote").replace(/\s*\/?>$/, ">");
    if (own !== undefined) {
      const n = contentIds.findIndex((id) => id !== undefined && isSameContentId(own, id));
      return n < 0 ? bare : withAttribute(bare, "src", `${base}/cid/${n}`);
    }
    if (away === undefined) return bare;
    if (isTracker(tag)) {
      trackers += 1;
      return "";
    }
    const known = places.get(away);
    if (known === undefined && remote.length >= remoteMax) return bare;
    const n = known ?? remote.push(away) - 1;
    places.set(away, n);
    return showsRemote ? withAttribute(bare, "src", `${base}/remote/${n}`) : bare;
  });
  return { html: shown, remote, trackers };
}

/** Also as browsers write it in an address. RFC 2392 */
function isSameContentId(source: string, contentId: string): boolean {
  const named = source.replace(/^cid:/i, "");
  if (named === contentId) return true;
  try {
    return decodeURIComponent(named) === contentId;
  } catch {
    return false;
  }
}

/** One pixel or none: nobody shall see it. */
function isTracker(tag: string): boolean {
  const style = attributeOf(tag, "style") ?? "";
  return ["width", "height"].every((side) => {
    const styled = new RegExp(`(?:^|;)\\s*${side}\\s*:\\s*(\\d+(?:\\.\\d+)?)`, "i").exec(style)?.[1];
    const size = attributeOf(tag, side) ?? styled;
    return size !== undefined && Number.parseFloat(size) <= 1;
  });
}

/** The true host stands in the title, and behind a link whose text names another one. Letters are written in our own desktop. */
function linksIn(html: string) {
  const warnings: LinkWarning[] = [];
  const shown = html.replace(/<a\b([^>]*)>([\s\S]*?)<\/a>/gi, (whole, attributes: string, inside: string) => {
    const href = attributeOf(`<a${attributes}>`, "href");
    if (href === undefined) return whole;
    if (/^mailto:/i.test(href)) return withNewHref(attributes, inside, mailtoOf(href));
    const host = hostOf(href);
    if (host === undefined) return whole;
    const text = inside.replace(/<[^>]*>/g, "").trim();
    const named = hostNamedIn(text);
    const isOther = named !== undefined && named !== host && !host.endsWith(`.${named}`);
    if (isOther && warnings.length < warningsMax) warnings.push({ text: text.slice(0, textCharactersMax), host });
    const titled = withAttribute(`<a${without(attributes, "title")}>`, "title", host);
    return `${titled}${inside}</a>${isOther ? ` <small>[${escaped(host)}]</small>` : ""}`;
  });
  return { html: shown, warnings };
}

const withNewHref = (attributes: string, inside: string, href: string): string =>
  `${withAttribute(`<a${without(attributes, "href")}>`, "href", href)}${inside}</a>`;

/** It only opens a form; nothing is changed by it. */
const mailtoOf = (href: string): string =>
  `/new?to=${encodeURIComponent(href.slice("mailto:".length).split("?")[0] ?? "")}`;

function hostOf(href: string): string | undefined {
  if (!URL.canParse(href)) return undefined;
  const { protocol, hostname } = new URL(href);
  return protocol === "http:" || protocol === "https:" ? hostname.toLowerCase().replace(/^www\./, "") : undefined;
}

/** What looks like an address in the text of a link. */
function hostNamedIn(text: string): string | undefined {
  const [, host] =
    /^(?:https?:\/\/)?(?:www\.)?((?:[\p{L}\p{N}-]+\.)+\p{L}{2,24})(?:[/:?#]|$)/iu.exec(unescaped(text)) ?? [];
  return host?.toLowerCase();
}

function attributeOf(tag: string, name: string): string | undefined {
  const [, value] = new RegExp(`\\s${name}="([^"]*)"`, "i").exec(tag) ?? [];
  return value === undefined ? undefined : unescaped(value);
}

const without = (tag: string, name: string): string => tag.replace(new RegExp(`\\s${name}="[^"]*"`, "gi"), "");

const withAttribute = (tag: string, name: string, value: string): string =>
  tag.replace(/>$/, ` ${name}="${escaped(value)}">`);

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

const unescaped = (text: string): string =>
  text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&amp;", "&");
