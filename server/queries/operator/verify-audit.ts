import type { ChainPlace } from "../../ports/consistency.ts";
import { defineQuery, found } from "../query.ts";

/** `firstBadSeq`: the first row that was changed, or is missing. `next`: from where to go on; undefined: it is the end, or broken. */
export type ChainVerified = {
  readonly firstBadSeq: number | undefined;
  readonly checkedTo: number;
  readonly lastSeq: number;
  readonly next: ChainPlace | undefined;
};

const rowsPerPage = 1_000;
const pagesMax = 10;

/** Hashes a part of the audit anew, from a place that was reached before. The end must be the one that the head names. reliability.md 7.6 */
export const verifyAudit = defineQuery<{ readonly from: ChainPlace }, ChainVerified>(
  "VerifyAudit",
  "ReadAudit",
  async ({ reading: { consistency }, input }) => {
    const head = await consistency.chainHead();
    let place = input.from;
    const broken = (firstBadSeq: number) =>
      found({ firstBadSeq, checkedTo: place.seq, lastSeq: head.seq, next: undefined });
    for (let page = 0; page < pagesMax && place.seq < head.seq; page++) {
      const { to, count, brokenAt } = await consistency.walkChain(place, Math.min(rowsPerPage, head.seq - place.seq));
      if (brokenAt !== undefined || count === 0) return broken(brokenAt ?? to.seq + 1);
      place = to;
    }
    if (place.seq >= head.seq && place.hash !== head.hash) return broken(head.seq);
    const next = place.seq < head.seq ? place : undefined;
    return found({ firstBadSeq: undefined, checkedTo: place.seq, lastSeq: head.seq, next });
  },
);
