import type { ChainPlace } from "../../ports/consistency.ts";
import type { Store } from "../../ports/store.ts";
import type { Finding } from "./finding.ts";

const rowsPerPage = 1_000;

/** Hashes the whole audit anew, page by page: no number is missing, no row was changed, and the end is the one that the head names. I10 */
export async function chainFindings(store: Store): Promise<readonly Finding[]> {
  // The head first: the journal only grows meanwhile.
  const head = await store.read((reading) => reading.consistency.chainHead());
  let place: ChainPlace = { seq: 0, hash: "" };
  while (place.seq < head.seq) {
    const rows = Math.min(rowsPerPage, head.seq - place.seq);
    const from = place;
    const { to, count, brokenAt } = await store.read((reading) => reading.consistency.walkChain(from, rows));
    if (brokenAt !== undefined) return [found(`the audit was changed or cut at seq ${brokenAt}`)];
    if (count === 0) return [found(`the audit ends at seq ${to.seq}, not at ${head.seq}`)];
    place = to;
  }
  return place.hash === head.hash ? [] : [found(`the audit's newest hash is not that of seq ${head.seq}`)];
}

const found = (message: string): Finding => ({ rule: "I10", message });
