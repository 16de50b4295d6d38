import type { Found } from "../queries/query.ts";
import { found, missing } from "../queries/query.ts";

/** The version in a header `If-Match: "3"`; undefined without one and for `*`, which any version meets. wire.md 1.9 */
export function versionIn(ifMatch: string | undefined): Found<number | undefined> {
  const text = ifMatch?.trim();
  if (text === undefined || text === "*") return found(undefined);
  const version = /^(?:W\/)?"?(\d{1,9})"?$/.exec(text)?.[1];
  if (version !== undefined) return found(Number(version));
  return missing({ kind: "badValue", path: "If-Match", because: 'expected "<version>"' });
}
