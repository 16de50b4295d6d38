import type { Refusal } from "../../domain/interaction/refusals.ts";
import type { Spelt } from "../references.ts";

/** What a client says that a thing's id is, by `id`, `path` or `uri`: these are read-only (wire.md 1.4, code 11). */
export type Claims = readonly Spelt<string>[];

/** The refusal of a claim that is not the id; what repeats the id is no attempt to change it. */
export function claimRefused(claims: Claims, id: string): Refusal | undefined {
  const wrong = claims.find(({ value }) => value !== id);
  return wrong === undefined ? undefined : { kind: "readOnly", path: wrong.path };
}

/** The refusal of what the provisioning file owns (11). desktop.md 8.6 */
export const ownedByFile = (owned: ReadonlySet<string> | undefined, name: string): Refusal | undefined =>
  owned?.has(name) === true
    ? { kind: "readOnly", path: "$", because: `the provisioning file names ${name}: change it there` }
    : undefined;
