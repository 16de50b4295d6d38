import type { Named } from "../../ports/centre.ts";
import { defineQuery, found } from "../query.ts";

/** wire.md 10.2 */
export const listSkills = defineQuery<unknown, readonly Named[]>("ListSkills", "ReadCentre", async ({ reading }) =>
  found(await reading.centre.skills()),
);

export const listGroups = defineQuery<unknown, readonly Named[]>("ListGroups", "ReadCentre", async ({ reading }) =>
  found(await reading.centre.groups()),
);
