/** Markup that the editor writes itself. */
const tags: ReadonlySet<string> = new Set("p div br h1 h2 h3 h4 ul ol li blockquote strong b em i u a code".split(" "));

/** Whether an editor that knows paragraphs, lists, quotes, links and emphasis would lose nothing of this HTML. */
export function isSimple(html: string): boolean {
  if (/<!|<\?/.test(html)) return false;
  return [...html.matchAll(/<\/?([a-z][a-z0-9-]*)([^>]*)>/gi)].every(
    ([, name = "", attributes = ""]) => tags.has(name.toLowerCase()) && isPlain(name.toLowerCase(), attributes),
  );
}

/** A link has its place; a direction, and the styles that the editor gives, come back by themselves. */
function isPlain(name: string, attributes: string): boolean {
  const rest = attributes
    .replace(/\s(?:dir|style)\s*=\s*(?:"[^"]*"|'[^']*')/gi, "")
    .replace(name === "a" ? /\shref\s*=\s*(["'])(?:https?:\/\/|mailto:|tel:)(?:(?!\1).)*\1/gi : /$^/, "");
  return /^\s*\/?\s*$/.test(rest) && !/style\s*=\s*["'][^"']*(?:url\(|position|background|display)/i.test(attributes);
}
