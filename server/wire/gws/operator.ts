import {
  auditAnswer,
  auditQuery,
  deliveryAnswer,
  historyAnswer,
  historyQuery,
  interactionsQuery,
  operatorRowsAnswer,
  urisAnswer,
  wholeInteractionAnswer,
} from "@postroom/contract";
import { z } from "zod";
import { noteRawRead } from "../../operations/operator/note-raw-read.ts";
import { perform } from "../../operations/perform.ts";
import { findDelivery } from "../../queries/email/delivery.ts";
import { findEmail } from "../../queries/email/find.ts";
import { type EventsFound, findHistory } from "../../queries/email/history.ts";
import { readAudit } from "../../queries/operator/audit.ts";
import { findRaw } from "../../queries/operator/raw.ts";
import { refused, success } from "../answers.ts";
import { catchUp } from "../catch-up.ts";
import { type Answer, type Asking, idIn, type Resource } from "../entry.ts";
import { asked, shaped, single } from "../reads.ts";
import { picked, readListQuery } from "../selection.ts";
import { deliveryShape } from "../shapes/delivery.ts";
import { auditShape, historyRowShape, isOfInteraction } from "../shapes/history.ts";
import { wholeInteraction } from "../shapes/operator-row.ts";
import { present } from "../shapes/viewing.ts";
import { viewingWhole } from "../viewing.ts";
import { belowEmail } from "./email-paths.ts";
import { listAll } from "./operator-list.ts";
import { deliveryCommands, interactionCommands, interactionsCommands } from "./supervisor-commands.ts";

/** All interactions in pages. product.md */
export const interactions: Resource = {
  name: "Operators",
  paths: ["/interactions"],
  get: {
    answer: listAll,
    describes: {
      summary: "All interactions",
      query: interactionsQuery,
      answer: z.union([operatorRowsAnswer, urisAnswer]),
    },
  },
  post: interactionsCommands,
};

/** One interaction with all keys of both dialects. wire.md 5.19 */
export const interaction: Resource = {
  name: "Operators",
  paths: ["/interactions/{id}"],
  get: single({
    summary: "One interaction in both dialects",
    under: "interaction",
    row: (asking) =>
      shaped(asking, findEmail, { id: idIn(asking) }, ({ email, names }) =>
        wholeInteraction(email, viewingWhole(asking, names), asking.request.actor),
      ),
    answer: wholeInteractionAnswer,
  }),
  post: interactionCommands,
};

/** The message's bytes; who reads them stands in the audit. product.md, reliability.md 7.6 */
export const raw: Resource = {
  name: "Operators",
  paths: ["/interactions/{id}/raw"],
  get: { answer: rawAnswer, describes: { summary: "The message exactly as received, or as handed to SMTP" } },
};

async function rawAnswer(asking: Asking): Promise<Answer> {
  const message = await asked(asking, findRaw, { id: idIn(asking) });
  if (!message.ok) return refused(message.refusal);
  const { performing } = asking.answering;
  const noted = await perform(performing, {
    ...{ operation: noteRawRead, actor: asking.request.actor, target: idIn(asking), input: {} },
  });
  if ("result" in noted && !noted.result.ok) return refused(noted.result.refusal);
  return { status: 200, headers: { "Content-Type": "message/rfc822" }, raw: message.value };
}

/** How an outbound e-mail is on its way. product.md, wire.md 5.11 */
export const delivery: Resource = {
  name: "Operators",
  paths: belowEmail("delivery"),
  get: single({
    summary: "The delivery of an outbound e-mail",
    under: "delivery",
    row: (asking) => shaped(asking, findDelivery, { id: idIn(asking) }, deliveryShape),
    answer: deliveryAnswer,
  }),
  post: deliveryCommands,
};

/** Every transition: who, when, from, to, why. product.md */
export const history: Resource = {
  name: "Operators",
  paths: belowEmail("history"),
  get: {
    answer: historyOf,
    describes: { summary: "Every transition of one interaction", query: historyQuery, answer: historyAnswer },
  },
};

/** The cursor is the `seq` of the last row. */
async function historyOf(asking: Asking): Promise<Answer> {
  const query = readListQuery(historyQuery, asking.request.query);
  if (!query.ok) return refused(query.refusal);
  const { limit, cursor = "0" } = query.value;
  await catchUp(asking.answering.performing);
  const found = await asked(asking, findHistory, { id: idIn(asking), since: Number(cursor), limit: limit + 1 });
  if (!found.ok) return refused(found.refusal);
  const viewing = viewingWhole(asking, found.value.names);
  const { events, next } = pageOf(found.value, limit);
  const rows = events.flatMap((recorded) =>
    isOfInteraction(recorded.event) ? [historyRowShape(recorded, recorded.event, viewing)] : [],
  );
  return success({
    history: rows.map((row) => picked(row, asking.request.query)),
    ...present("nextCursor", next?.toString()),
  });
}

/** All transitions and configuration changes. product.md */
export const audit: Resource = {
  name: "Operators",
  paths: ["/audit"],
  get: {
    answer: auditOf,
    describes: { summary: "The audit trail", query: auditQuery, answer: auditAnswer },
  },
};

async function auditOf(asking: Asking): Promise<Answer> {
  const query = readListQuery(auditQuery, asking.request.query);
  if (!query.ok) return refused(query.refusal);
  const { since, limit } = query.value;
  await catchUp(asking.answering.performing);
  const found = await asked(asking, readAudit, { since, limit: limit + 1 });
  if (!found.ok) return refused(found.refusal);
  const viewing = viewingWhole(asking, found.value.names);
  const { events, next } = pageOf(found.value, limit);
  return success({
    audit: events.map((recorded) => picked(auditShape(recorded, viewing), asking.request.query)),
    ...present("nextSince", next),
  });
}

/** One page of what was found with one more than it takes, and the `seq` behind which the next one begins. */
function pageOf({ events: all }: EventsFound, limit: number) {
  const events = all.slice(0, limit);
  return { events, next: all.length > limit ? events.at(-1)?.seq : undefined };
}
