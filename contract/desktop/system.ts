import { z } from "zod";
import { answerWith } from "../envelope.ts";
import { time } from "../gws/resource.ts";

/** What `postroom doctor` prints. desktop.md 8.5, 13 */
export const systemAnswer = answerWith({
  /** When it was begun to be looked at. */
  examinedAt: time,
  /** `fail`: it does not work, or will not be believed; `warn`: it works, and could be better. The text says what to do. */
  findings: z.array(z.strictObject({ area: z.string(), level: z.enum(["ok", "warn", "fail"]), text: z.string() })),
  /** TXT records that should stand in DNS. */
  records: z.array(z.strictObject({ name: z.string(), value: z.string() })),
});

export type SystemAnswer = z.infer<typeof systemAnswer>;
