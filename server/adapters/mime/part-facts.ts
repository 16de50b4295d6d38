import type { PartFacts } from "../../domain/mail/mail-facts.ts";
import type { Part } from "./structure.ts";

/** The tree of parts as rules look at it: flat, the outermost first. */
export function partFacts(root: Part, attached: ReadonlySet<Part>): readonly PartFacts[] {
  const mime = root.multipart === "" ? root.type : `multipart/${root.multipart}`;
  const own: PartFacts = { mime: mime.toLowerCase(), params: storable(root.params), isAttachment: attached.has(root) };
  return [own, ...root.children.flatMap((child) => partFacts(child, attached))];
}

/** NUL and half characters cannot be stored. */
const storable = (params: Part["params"]): PartFacts["params"] =>
  Object.fromEntries(
    Object.entries(params).map(([name, value]) => [plain(name), value === undefined ? undefined : plain(value)]),
  );

const plain = (text: string): string => text.replaceAll("\0", "").toWellFormed();
