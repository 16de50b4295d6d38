import { z } from "zod";
import { acknowledgement, hours, secondsOfWeek } from "./answering.ts";
import { recipientGuard } from "./recipient-guard.ts";
import { count, described, name, text } from "./units.ts";

/** A skill expression: `English >= 3 & (French | QA)`. Its grammar is the server's; see `parseProvisioning`. */
const skillExpression = z.string().max(1_000);

/** Where the work of a queue goes, in which order. product.md, wire.md 4.3 */
const routing = z.strictObject({
  skills: skillExpression.default("").meta(described("Skill expression that an agent must meet. Empty: anybody.")),
  priority: z.int().min(-1_000_000).max(1_000_000).default(0).meta(described("Higher comes first.")),
  relax: z
    .array(z.strictObject({ after: z.int().min(1).max(31_536_000), skills: skillExpression }))
    .max(20)
    .default([])
    .meta({
      unit: "",
      description: "After so many seconds of waiting the weaker expression counts. In the order of time.",
    }),
  overflow: z
    .strictObject({
      after: z
        .int()
        .min(1)
        .max(31_536_000)
        .meta(described("Waiting longer, an interaction goes to another queue.", "s")),
      queue: name.meta(described("That queue; inbound or review, and not in a circle.")),
    })
    .optional(),
  lastAgent: z.boolean().default(false).meta(described("The contact's last agent is preferred.")),
});

const queueKinds = ["inbound", "review", "draft", "outbound", "parked"] as const;

/** Where interactions wait. */
export const queue = z
  .strictObject({
    name,
    kind: z.enum(queueKinds).default("inbound").meta({
      unit: "",
      description: "Only inbound and review queues are routed; draft holds drafts, outbound sends.",
    }),
    description: text(1_000).default("").meta(described("For people.")),
    routing: routing.optional(),
    invitationTimeout: z
      .int()
      .min(1)
      .max(31_536_000)
      .optional()
      .meta({ unit: "s", description: "As the setting of that name, for this queue." }),
    sla: z
      .strictObject({
        replySeconds: z
          .int()
          .min(1)
          .max(31_536_000)
          .meta(
            described(
              "Time within which an e-mail is to be answered; where the queue has `hours`, only they count.",
              "s",
            ),
          ),
        targetPercent: count(90, "Share of e-mails that must be answered in time.", { max: 100, unit: "%" }),
      })
      .optional(),
    hours: hours.optional(),
    acknowledgement: acknowledgement.optional(),
    recipientGuard,
    retention: z
      .strictObject({
        days: z
          .int()
          .min(1)
          .max(36_500)
          .meta(described("So long after the last e-mail of a thread all of it is kept; then it is erased.", "d")),
      })
      .optional(),
  })
  .superRefine((value, context) => {
    if ((value.kind === "parked") !== (value.name === parkedQueue)) {
      context.addIssue({
        code: "custom",
        path: ["kind"],
        message: `kind parked and the name ${parkedQueue} belong together`,
      });
    }
    if (value.kind !== "inbound" && value.kind !== "review") {
      for (const key of routedOnly) {
        if (value[key] !== undefined)
          context.addIssue({ code: "custom", path: [key], message: `a queue of kind ${value.kind} is never routed` });
      }
    }
    if (value.routing?.overflow?.queue === value.name) {
      context.addIssue({
        code: "custom",
        path: ["routing", "overflow", "queue"],
        message: "a queue cannot overflow into itself",
      });
    }
    const yearly = value.hours === undefined ? undefined : secondsOfWeek(value.hours) * 52;
    if (value.sla !== undefined && yearly !== undefined && yearly < value.sla.replySeconds) {
      context.addIssue({
        code: "custom",
        path: ["sla", "replySeconds"],
        message: `more than the hours of a year: at most ${yearly}`,
      });
    }
    const relax = value.routing?.relax ?? [];
    relax.forEach((step, index) => {
      const before = relax[index - 1];
      if (before !== undefined && before.after >= step.after) {
        context.addIssue({
          code: "custom",
          path: ["routing", "relax", index, "after"],
          message: `expected more than ${before.after}`,
        });
      }
    });
  });

/** The queue that is never routed. */
export const parkedQueue = "parked";

const routedOnly = ["routing", "invitationTimeout", "sla", "hours", "acknowledgement"] as const;

export type ProvisionedQueue = z.output<typeof queue>;
