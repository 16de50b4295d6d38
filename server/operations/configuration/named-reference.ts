import type { Named } from "../../ports/centre.ts";
import type { Spelt } from "../references.ts";

/** A skill, group or queue as a request names it: by its name or by its id. */
export type NamedReference = Spelt<string> & { readonly by: "name" | "id" };

/** The thing that is meant. */
export const meant = <Thing extends Named>(known: readonly Thing[], { value, by }: NamedReference): Thing | undefined =>
  known.find((one) => one[by] === value);
