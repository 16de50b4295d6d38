/** An element of sanitised HTML that may stand folded, or holds some that may. */
export type Block = {
  /** Where its start tag begins, and where what it holds does. */
  readonly start: number;
  readonly inside: number;
  /** Where what it holds ends, and where its end tag does. */
  insideEnd: number;
  end: number;
  /** Nothing forbids a box around it. */
  readonly isWhole: boolean;
  readonly blocks: Block[];
};

/**
 * The blocks of HTML that was sanitised, so that every tag is whole and closed. Undefined where there are more than anybody wrote by hand.
 * Linear in the HTML.
 */
export function blocksOf(html: string): Block | undefined {
  const root: Open = {
    name: "",
    start: 0,
    inside: 0,
    insideEnd: html.length,
    end: html.length,
    isWhole: false,
    blocks: [],
  };
  const open: Open[] = [root];
  let count = 0;
  for (const { 0: tag, 1: slash, 2: name = "", index } of html.matchAll(/<(\/?)([a-z][a-z0-9]*)\b[^>]*>/g)) {
    if (empty.has(name)) continue;
    const inner = open.at(-1) ?? root;
    if (slash === "/") {
      // What the sanitiser writes is closed in order; anything else is not looked into.
      if (inner.name !== name || inner === root) return undefined;
      inner.insideEnd = index;
      inner.end = index + tag.length;
      open.pop();
      continue;
    }
    if (++count > blocksMax) return undefined;
    const isWhole = blocks.has(name) && !rows.has(inner.name) && !open.some((around) => closed.has(around.name));
    const block: Open = { name, start: index, inside: index + tag.length, insideEnd: 0, end: 0, isWhole, blocks: [] };
    inner.blocks.push(block);
    open.push(block);
  }
  return open.length === 1 ? root : undefined;
}

type Open = Block & { readonly name: string };

const blocksMax = 20_000;
const empty: ReadonlySet<string> = new Set(["br", "hr", "img", "col", "wbr"]);
const blocks: ReadonlySet<string> = new Set(
  "address article aside blockquote center div dl figure h1 h2 h3 h4 h5 h6 ol p pre section table ul".split(" "),
);
/** Between their parts nothing else may stand. */
const rows: ReadonlySet<string> = new Set(["table", "thead", "tbody", "tfoot", "tr", "colgroup", "ul", "ol", "dl"]);
/** A box inside ends a paragraph, and a click on it in a link would leave the mail. */
const closed: ReadonlySet<string> = new Set(["p", "a"]);
