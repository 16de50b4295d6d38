import type { StoredRule } from "../../ports/consistency.ts";
import type { Files } from "../../ports/files.ts";
import type { Store } from "../../ports/store.ts";
import { chainFindings } from "./chain.ts";
import { fileFindings } from "./files.ts";
import { type Finding, findingsMax } from "./finding.ts";

export type { Finding } from "./finding.ts";

/** What checking needs of the world. */
export type Checking = { readonly store: Store; readonly files: Files };

/**
 * Every invariant that the store can show, each on a snapshot of its own, at most a hundred findings of each. Nothing found: consistent.
 * Throws `NotApplied` when the database is away. reliability.md 4; the same for `postroom check` and after every test
 */
export async function checkConsistency({ store, files }: Checking): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const rule of rules) findings.push(...(await storedFindings(store, rule)));
  findings.push(...(await chainFindings(store)));
  findings.push(...(await fileFindings({ store, files })));
  return findings;
}

const rules: readonly StoredRule[] = [
  ...(["I1", "I2", "I4", "I6", "I8", "I10", "I11", "I14", "I15", "I16", "I19"] as const),
  ...(["P7", "deliveries", "responses", "threads", "contacts", "history", "jobs"] as const),
];

async function storedFindings(store: Store, rule: StoredRule): Promise<readonly Finding[]> {
  const breaches = await store.read((reading) => reading.consistency.breaches(rule, findingsMax));
  return breaches.map(({ subject, because }) => ({ rule, message: `${subject}: ${because}` }));
}
