import { z } from "zod";
import { described } from "./units.ts";

const most = z.int().min(1).max(100_000_000).optional();

/** Figures of providers (2026). mail.md 13 */
const providers = {
  none: {},
  "exchange-online": { messagesPerMinute: 30, recipientsPerDay: 10_000 },
  "google-workspace": { messagesPerDay: 2_000 },
} as const;

type Quota = {
  readonly messagesPerMinute?: number | undefined;
  readonly messagesPerDay?: number | undefined;
  readonly recipientsPerDay?: number | undefined;
};

/** What the relay's account may send: a provider by name, or figures. mail.md 11.5 */
export const sendQuota = z
  .union(
    [
      z.enum(["none", "exchange-online", "google-workspace"]),
      z.strictObject({
        messagesPerMinute: most.meta(described("Messages within any minute.")),
        messagesPerDay: most.meta(described("Messages within any 24 hours.")),
        recipientsPerDay: most.meta(described("Recipients within any 24 hours.")),
      }),
    ],
    { error: "expected none, exchange-online, google-workspace or an object of figures" },
  )
  .default("none")
  .meta(described("What the relay's account may send; more waits in the queue."));

/** The figures behind the setting. */
export const quotaFigures = (given: z.output<typeof sendQuota>): Quota =>
  typeof given === "string" ? providers[given] : given;
