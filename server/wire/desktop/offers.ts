import { declineReasonsAnswer, offersAnswer } from "@postroom/contract";
import type { KeptDecision } from "../../ports/offers.ts";
import { listOffers, type OffersFound } from "../../queries/desktop/offers.ts";
import { refused, success } from "../answers.ts";
import { catchUp } from "../catch-up.ts";
import { type Answer, type Asking, idIn, type Resource } from "../entry.ts";
import { asked } from "../reads.ts";
import { isoTime } from "../shapes/times.ts";
import { present } from "../shapes/viewing.ts";
import { consideredShape } from "./considered.ts";
import { below, desktop } from "./paths.ts";

/** Why this agent. desktop.md 7 */
export const offers: Resource = {
  name: desktop,
  paths: [below("/interactions/{id}/offers")],
  get: {
    answer: answerOffers,
    describes: { summary: "To whom an e-mail was offered, and why to them", answer: offersAnswer },
  },
};

/** What an agent who declines an offer chooses from: a setting of the centre. desktop.md 3.3 */
export const declineReasons: Resource = {
  name: desktop,
  paths: [below("/decline-reasons")],
  get: {
    answer: async ({ answering }) => success({ reasons: answering.settings.desktop?.declineReasons ?? [] }),
    describes: {
      summary: "Reasons to decline an offer, which go into the comment of Reject",
      answer: declineReasonsAnswer,
    },
  },
};

async function answerOffers(asking: Asking): Promise<Answer> {
  await catchUp(asking.answering.performing);
  const read = await asked(asking, listOffers, { id: idIn(asking) });
  return read.ok ? success(offersShape(read.value)) : refused(read.refusal);
}

function offersShape({ offers: made, users, rulesVersion }: OffersFound) {
  const name = (id: string): string => users.get(id) ?? id;
  return {
    offers: made.map(({ at, agent, by, outcome, decision }) => ({
      at: isoTime(at),
      agent: name(agent),
      by: name(by),
      outcome,
      ...present(
        "decision",
        decision && { ...decisionShape(decision, name), ...present("rulesVersion", rulesVersion) },
      ),
    })),
  };
}

const decisionShape = ({ expression, relaxedStep, ...decided }: KeptDecision, name: (id: string) => string) => ({
  ...{ expression, relaxedStep },
  ...consideredShape(decided, name),
});
