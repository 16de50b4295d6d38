import { confidentialWords, messageWords } from "./signature-rows.ts";
import type { Line } from "./text-lines.ts";

/** A paragraph of lawyers' words: long, about the mail itself, and nobody speaks of himself in it (mail.md 10-4). */
export function isConfidential(lines: readonly Line[]): boolean {
  const text = lines
    .slice(0, 30)
    .map(({ words }) => words)
    .join(" ");
  const isDense = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/.test(text);
  if (text.length < (isDense ? 20 : 60) || firstPerson.test(text)) return false;
  const small = text.toLowerCase();
  return messageWords.test(small) && confidentialWords.filter((word) => small.includes(word)).length >= 2;
}

/** Also "I": only in capitals, since it is a word of other languages. */
const firstPerson =
  /(?:^|[\s("'’])(?:I(?:['’]\w+| \w+)|[Mm]y|[Jj]['’]ai|[Jj]e|[Mm]on|[Mm]a|[Mm]es|[Ii]ch|[Mm]ein(?:e[mnrs]?)?|[Mm]ir|[Yy]o|[Mm]is?|[Ii]k|[Mm]ijn|[Ee]u|[Mm]eus?|[Mm]inhas?|[Ii]o|[Mm]i[oe]i?)(?=[\s,.;:!?)])/;
