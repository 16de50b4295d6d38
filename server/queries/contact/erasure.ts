import type { LegalHold } from "../../ports/erasures.ts";
import { defineQuery, found, missing } from "../query.ts";

/** What an erasure would take, and what stands in its way. */
export type ErasurePreview = {
  readonly count: number;
  /** Those that are not over yet, at most 10. */
  readonly open: readonly string[];
  readonly hold: LegalHold | undefined;
};

const namedMax = 10;

/** Before a person is erased: how much mail that is. Refuses a contact that there is not (6). reliability.md 7.6 */
export const previewErasure = defineQuery<{ readonly id: string }, ErasurePreview>(
  "PreviewErasure",
  "EraseContact",
  async ({ reading, input }) => {
    const members = await reading.erasures.family(input.id);
    if (members.length === 0) return missing({ kind: "notFound", thing: "contact", name: input.id });
    const { count, open } = await reading.erasures.left(members, namedMax);
    return found({ count, open, hold: await reading.erasures.legalHold(members) });
  },
);
