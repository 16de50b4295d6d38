import { snoozeAnswer, snoozeBody } from "@postroom/contract";
import { z } from "zod";
import type { InteractionEvent } from "../../domain/interaction/events.ts";
import { snooze as putOff, unsnooze } from "../../operations/desktop/snooze.ts";
import type { Changed } from "../../operations/email/do-row.ts";
import type { Push } from "../../ports/publisher.ts";
import { found } from "../../queries/query.ts";
import { etag, success } from "../answers.ts";
import { doing, written } from "../commands.ts";
import type { Resource } from "../entry.ts";
import { snoozeShape } from "../shapes/snooze.ts";
import { below, desktop } from "./paths.ts";

const snoozeNow = ({ interaction }: Changed) =>
  success({ snooze: snoozeShape(interaction) }, etag(interaction.version));

/** Puts one off; also what a job does to each of its e-mails. */
export const putsOff = doing({
  operation: putOff,
  input: ({ until, wakeOnReply: wakesOnReply }: z.output<typeof snoozeBody>) => found({ until, wakesOnReply }),
  answers: snoozeNow,
});

/** E-mails that are put off for a while. desktop.md 13 */
export const snooze: Resource = {
  name: desktop,
  paths: [below("/interactions/{id}/snooze")],
  put: written({
    summary: "Puts an e-mail off until a moment, or until its customer answers",
    body: snoozeBody,
    named: "Snooze",
    does: putsOff,
    answer: snoozeAnswer,
  }),
  delete: written({
    summary: "Wakes an e-mail that is put off: its owner works on it again",
    body: z.object({}),
    does: doing({ operation: unsnooze, input: () => found({}), answers: snoozeNow }),
    answer: snoozeAnswer,
  }),
};

/** To whoever has put it off, or had: whatever ends a snooze is told by the event that ended it. */
export function snoozePushes({ interaction, before }: InteractionEvent): readonly Push[] {
  const user = interaction.snooze?.user ?? before?.snoozedBy;
  if (user === undefined) return [];
  return [{ user, topic: "/postroom/v1/me/snoozes", data: { snooze: snoozeShape(interaction) } }];
}
