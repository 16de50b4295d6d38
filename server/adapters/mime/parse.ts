import { readHeaderBlock } from "../../domain/mail/header-block.ts";
import { endsLinesInCr } from "../../domain/mail/line-breaks.ts";
import { foundAttachments } from "./attachments.ts";
import { decodeShown, type HtmlRules, renderBodies, type ShownPart } from "./bodies.ts";
import { bodyLists } from "./body-lists.ts";
import { readIdentity } from "./identity.ts";
import type { ReadingLimits } from "./limits.ts";
import { partFacts } from "./part-facts.ts";
import { type Identity, type Reading, rawOnly } from "./reading.ts";
import { type Part, readStructure, type Structure } from "./structure.ts";

export type ParseOptions = {
  readonly rawOnly: boolean;
  readonly limits: ReadingLimits;
  readonly html: HtmlRules;
  /** Called with the reading without its HTML before large HTML is touched: what is left if that never ends. */
  readonly onPartial?: (reading: Reading) => Promise<void>;
};

/** Reads a message from its bytes (mail.md 4.2). Never throws on content: what cannot be parsed is raw-only. Throws what `chunks` throws. */
export async function parse(chunks: AsyncIterable<Uint8Array>, options: ParseOptions): Promise<Reading> {
  const { start, whole } = await withStart(chunks, options.limits.headerScanBytesMax);
  const { bodyStart: _, ...identity } = readIdentity(start, options.limits);
  if (options.rawOnly) return rawOnly(identity, "the message was not parsed, because that failed before");
  if (identity.headers.length === 0 && !beginsWithEmptyLine(start))
    return rawOnly(identity, "the message has no readable header");
  const trouble: { readonly source: unknown[] } = { source: [] };
  const structure = await readStructure(noting(whole, trouble.source), lineEndOf(start), options.limits).catch(
    (error: unknown) => {
      if (trouble.source.length > 0) throw error;
      return rawOnly(identity, `the message could not be parsed: ${reasonOf(error)}`);
    },
  );
  return "isRawOnly" in structure ? structure : render(identity, structure, options);
}

async function render(identity: Identity, structure: Structure, options: ParseOptions): Promise<Reading> {
  const { limits, html: rules, onPartial } = options;
  const lists = bodyLists(structure.root);
  const parts = partFacts(structure.root, new Set(lists.attachments));
  const shownByPart = decodeShown([...lists.text, ...lists.html], limits);
  const shown = (parts: readonly Part[]) => parts.flatMap((part) => shownByPart.get(part) ?? []);
  const cut = [...shownByPart.values()].filter(({ isCut }) => isCut).map(({ part }) => part);
  const defects = [
    ...identity.defects,
    ...(structure.isTruncated ? [`there are more than ${limits.partsMax} parts; the rest is not shown`] : []),
    ...(cut.length > 0 ? ["the text is too long and was cut; the whole is attached"] : []),
  ];
  const [text, html] = [shown(lists.text), shown(lists.html)];
  const attached = {
    parts: [...lists.attachments, ...cut],
    texts: text.filter(({ isHtml }) => !isHtml).map((each) => each.text),
  };
  if (charactersOf([...text, ...html]) > limits.largeHtmlCharactersMax) {
    const plain = renderBodies(
      text.filter(({ isHtml }) => !isHtml),
      [],
      rules,
    );
    const unshown = {
      ...attached,
      parts: [...attached.parts, ...new Set(html.filter(({ isHtml }) => isHtml).map(({ part }) => part))],
    };
    const partial = {
      ...identity,
      ...plain,
      parts,
      attachments: foundAttachments(unshown, plain.html),
      isRawOnly: false,
    };
    await onPartial?.({ ...partial, defects: [...defects, "the HTML could not be displayed; it is attached"] });
  }
  const bodies = renderBodies(text, html, rules);
  const attachments = foundAttachments(attached, bodies.html);
  return { ...identity, ...bodies, parts, attachments, isRawOnly: false, defects };
}

function charactersOf(shown: readonly ShownPart[]): number {
  return shown.reduce((sum, { isHtml, text }) => sum + (isHtml ? text.length : 0), 0);
}

function lineEndOf(start: Uint8Array): number {
  return endsLinesInCr(start) ? 0x0d : 0x0a;
}

function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : "";
  if (/nesting depth/.test(message)) return "nesting too deep";
  return /header size/.test(message) ? "the headers are too large" : "it is malformed";
}

/** The bytes up to the end of the header (or the limit), and all chunks again. */
async function withStart(chunks: AsyncIterable<Uint8Array>, bytesMax: number) {
  const iterator = chunks[Symbol.asyncIterator]();
  const read: Uint8Array[] = [];
  let start: Uint8Array = new Uint8Array(0);
  while (start.length < bytesMax) {
    const next = await iterator.next();
    if (next.done === true) break;
    read.push(next.value);
    start = read.length === 1 ? next.value : Buffer.concat(read);
    if (readHeaderBlock(start).bodyStart < start.length) break;
  }
  async function* whole(): AsyncGenerator<Uint8Array> {
    yield* read;
    yield* { [Symbol.asyncIterator]: () => iterator };
  }
  return { start, whole: whole() };
}

/** Tells trouble of the source from trouble with the content. */
async function* noting(chunks: AsyncIterable<Uint8Array>, trouble: unknown[]): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks;
  } catch (error) {
    trouble.push(error);
    throw error;
  }
}

/** No header at all, only a body: RFC 5322 §3.5 has the fields optional. */
const beginsWithEmptyLine = (start: Uint8Array): boolean =>
  start[0] === 0x0a || (start[0] === 0x0d && start[1] === 0x0a);
