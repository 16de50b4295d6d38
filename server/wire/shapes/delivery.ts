import { type Attempt, shownState } from "../../domain/delivery/delivery.ts";
import { isPossibleDuplicate } from "../../domain/delivery/possible-duplicate.ts";
import type { DeliveryFound } from "../../queries/email/delivery.ts";
import { recipientShapes } from "./recipient-reports.ts";
import { isoTime } from "./times.ts";
import { present } from "./viewing.ts";

/** How a mail is on its way. product.md */
export const deliveryShape = (found: DeliveryFound) => ({
  state: shownState(found.delivery),
  messageId: found.delivery.messageId,
  attempts: found.attempts.map(attemptShape),
  ...present("recipients", recipientShapes(found)),
  ...present("nextAttemptAt", found.delivery.nextAttempt && isoTime(found.delivery.nextAttempt.shown)),
  ...(isPossibleDuplicate(found.delivery, found.attempts) ? { possibleDuplicate: true } : {}),
  version: found.version,
});

const attemptShape = ({ at, host, code, enhancedCode, text, outcome }: Attempt) => ({
  at: isoTime(at),
  host,
  ...present("code", code),
  ...present("enhancedCode", enhancedCode),
  text,
  outcome,
});
