import { contentTypeOf } from "./content-type.ts";
import type { MimeNode } from "./driven-postal-mime.ts";
import { GrowingBytes } from "./growing-bytes.ts";
import type { Line } from "./lines.ts";

export type PartNotes = ReturnType<typeof createPartNotes>;

/** What is noted about the nodes: where bodies begin and end, and the bytes of those that may be shown. */
export function createPartNotes(keptBytesMax: number) {
  const byNode = new Map<MimeNode, Note>();
  let kept = 0;
  let position = 0;
  let lineEndLength = 0;
  let parts = 1;
  const open = (node: MimeNode, start: number) => {
    node.contentDecoder = null;
    byNode.set(node, { start, end: undefined, kept: mayBeShown(node) ? new GrowingBytes() : undefined });
  };
  const close = (node: MimeNode, end: number) => {
    if (!byNode.has(node)) open(node, end);
    const note = byNode.get(node);
    if (note !== undefined) note.end ??= Math.max(end, note.start);
  };
  return {
    parts: () => parts,
    open: (node: MimeNode, line: Line) => open(node, line.start + line.raw.length),
    /** When the line was a boundary, `before` ends; the line break in front belongs to the boundary (RFC 2046 §5.1.1). */
    boundary: (before: MimeNode, after: MimeNode, line: Line) => {
      if (after === before && before.state !== "finished") return;
      close(before, line.start - lineEndLength);
      if (after !== before && after.state === "header") parts++;
    },
    keep: (node: MimeNode, line: Line) => {
      const note = byNode.get(node);
      if (note?.kept === undefined || note.end !== undefined) return;
      const raw = line.raw.subarray(0, keptBytesMax - kept);
      kept += raw.length;
      note.kept.append(raw);
    },
    pass: (line: Line) => {
      position = line.start + line.raw.length;
      lineEndLength = line.raw.length - line.length;
    },
    finish: (last: MimeNode) => {
      for (let node: MimeNode | undefined = last; node !== undefined; node = node.parentNode) close(node, position);
    },
    of: (node: MimeNode): Note => byNode.get(node) ?? { start: position, end: position, kept: undefined },
  };
}

type Note = { start: number; end: number | undefined; kept: GrowingBytes | undefined };

function mayBeShown(node: MimeNode): boolean {
  const type = contentTypeOf(node).value;
  const isText = type === "" || type === "text/plain" || type === "text/html" || !type.includes("/");
  return node.contentType.multipart !== false || (isText && node.contentDisposition.parsed.value !== "attachment");
}
