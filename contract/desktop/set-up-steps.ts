import { z } from "zod";
import { answerWith } from "../envelope.ts";
import { time } from "../gws/resource.ts";

const step = z.strictObject({
  id: z.enum(["mailbox", "mail-in", "mail-out", "queue", "agent", "rule", "backup"]),
  /** `waiting`: it was begun, and is not seen to work yet. */
  state: z.enum(["open", "waiting", "done"]),
  /** What of the store shows it. */
  proof: z.strictObject({
    at: time.optional(),
    name: z.string().optional(),
    count: z.int().optional(),
    seconds: z.number().optional(),
    cause: z.string().optional(),
  }),
});

/** `GET /setup-steps`, and the answer of a proof. desktop.md 8.1, 13 */
export const setUpStepsAnswer = answerWith({ steps: z.array(step) });

export type SetUpStepsAnswer = z.infer<typeof setUpStepsAnswer>;

/** `POST /setup-steps/backup`: where the audit of the restored copy ends, as `postroom restore` prints it. */
export const backupProofBody = z.object({
  proof: z
    .string()
    .trim()
    .regex(/^\d{1,15}-[0-9a-fA-F]{64}$/, { error: "expected what postroom restore has printed, such as 4711-3fa8…" }),
});
