import { rulesReplayAnswer, rulesReplayBody } from "@postroom/contract";
import type { Field } from "../../domain/mail/mail-facts.ts";
import { findRaw } from "../../queries/operator/raw.ts";
import { type Moved, mailsToReplay, type ReplayPage, replayRules } from "../../queries/rules/replay.ts";
import { refused, success } from "../answers.ts";
import { written } from "../commands.ts";
import type { Answer, Asking, Resource } from "../entry.ts";
import { cursorAfter, cursorIn } from "../gws/keyset.ts";
import { asked } from "../reads.ts";
import { isoTime } from "../shapes/times.ts";
import { present } from "../shapes/viewing.ts";
import { below } from "./paths.ts";
import { headersOf } from "./simulation.ts";

/** What the draft would have made of the e-mails of the last week. It is asked page by page, so that no request costs more than another. desktop.md 8.4 */
export const rulesReplay: Resource = {
  name: "Routing rules",
  paths: [below("/rules/replay")],
  post: written({
    summary: "Which e-mails of the last seven days the draft would put elsewhere than what counts; nothing changes",
    body: rulesReplayBody,
    named: "RulesReplay",
    does: answerReplay,
    answer: rulesReplayAnswer,
  }),
};

async function answerReplay({ cursor }: { readonly cursor?: string | undefined }, asking: Asking): Promise<Answer> {
  const place = cursorIn(cursor);
  if (!place.ok) return refused(place.refusal);
  const from = place.value && { receivedAt: place.value.at, id: place.value.id };
  const page = await asked(asking, mailsToReplay, { cursor: from });
  if (!page.ok) return refused(page.refusal);
  const replayed = await asked(asking, replayRules, { mails: await withHeaders(page.value, asking) });
  if (!replayed.ok) return refused(replayed.refusal);
  const { next } = page.value;
  return success({
    asked: replayed.value.asked,
    moved: replayed.value.moved.map(movedShape),
    ...present("nextCursor", next && cursorAfter(next.receivedAt, next.id)),
  });
}

/** Headers stand in the bytes alone; they are read where a rule asks for them. */
async function withHeaders({ ids, needsHeaders }: ReplayPage, asking: Asking) {
  const mails: { readonly id: string; readonly headers: readonly Field[] }[] = [];
  for (const id of ids) {
    const raw = needsHeaders ? await asked(asking, findRaw, { id }) : undefined;
    mails.push({ id, headers: raw?.ok === true ? await headersOf(raw.value, asking) : [] });
  }
  return mails;
}

const movedShape = ({ interaction: { id, receivedAt }, sender, subject, before, after }: Moved) => ({
  ...{ interactionId: id, receivedAt: isoTime(receivedAt), from: sender, subject },
  ...{ before: placeShape(before), after: placeShape(after) },
});

const placeShape = ({ queue, priority, skill, userData, held }: Moved["before"]) => ({
  ...present("queue", queue?.name),
  ...{ priority, ...present("skill", skill), userData, rules: held },
});
