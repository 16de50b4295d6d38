import { z } from "zod";
import { answerWith } from "../envelope.ts";

const levelMax = 10;

/** An agent with the levels of what they can: skill name → level. */
const gridRow = z.strictObject({
  userId: z.string(),
  userName: z.string(),
  name: z.string(),
  /** `file`: the provisioning file names the agent, and would set their skills anew: they are changed there. */
  source: z.enum(["file", "page"]),
  readOnly: z.boolean(),
  levels: z.record(z.string(), z.int()),
});

/** Who can what. desktop.md 8.3, 13 */
export const skillGridAnswer = answerWith({ skills: z.array(z.string()), agents: z.array(gridRow) });

/** Cells; `level` null: the agent has not the skill. All are changed, or none. */
export const skillGridBody = z.strictObject({
  changes: z
    .array(
      z.strictObject({
        userId: z.string().min(1).max(100),
        skill: z.string().min(1).max(1_000),
        level: z.int().min(0).max(levelMax).nullable(),
      }),
    )
    .min(1)
    .max(1_000),
});

/** Agents who are others now. */
export const skillGridChangedAnswer = answerWith({ agents: z.array(gridRow) });

/** As in a queue's routing: `German and Billing >= 5`. */
export const skillMatchBody = z.strictObject({ expression: z.string().max(10_000) });

export const skillMatchAnswer = answerWith({
  /** At most a thousand. */
  agents: z.array(z.strictObject({ userId: z.string(), userName: z.string(), readyNow: z.boolean() })),
  /** How many of all can, and how many of these could take one more at this moment. */
  count: z.int(),
  readyNow: z.int(),
});

export type SkillGridAnswer = z.infer<typeof skillGridAnswer>;
export type SkillMatchAnswer = z.infer<typeof skillMatchAnswer>;
