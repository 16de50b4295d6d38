import type { Attempt } from "../../domain/delivery/delivery.ts";
import type { DeliveryFound } from "../../queries/email/delivery.ts";
import { reportedRecipients } from "./recipient-reports.ts";
import { isoTime } from "./times.ts";
import { present } from "./viewing.ts";

/** How a mail is on its way. product.md */
export const deliveryShape = ({ delivery, attempts, reports = [] }: DeliveryFound) => ({
  state: delivery.state,
  messageId: delivery.messageId,
  attempts: attempts.map(attemptShape),
  ...present("recipients", reports.length === 0 ? undefined : reportedRecipients(reports)),
  ...(delivery.nextAttempt === undefined ? {} : { nextAttemptAt: isoTime(delivery.nextAttempt.shown) }),
});

const attemptShape = ({ at, host, code, enhancedCode, text, outcome }: Attempt) => ({
  at: isoTime(at),
  host,
  ...present("code", code),
  ...present("enhancedCode", enhancedCode),
  text,
  outcome,
});
