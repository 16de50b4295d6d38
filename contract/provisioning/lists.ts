import { z } from "zod";
import { described, name } from "./units.ts";

/** A named set of agents. */
export const group = z.strictObject({ name });

/** A shelf for interactions that nobody works on: one per agent, or one per group. wire.md 7 */
export const workbin = z.strictObject({
  name,
  type: z.enum(["Agent", "AgentGroup"]).default("Agent").meta(described("Each agent has one, or each group.")),
});
