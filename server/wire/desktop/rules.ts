import {
  readBody,
  rulesAnswer,
  rulesDraftBody,
  rulesPublishBody,
  rulesQuery,
  rulesRevertBody,
  rulesSimulateAnswer,
  rulesSimulateBody,
} from "@postroom/contract";
import type { RuleSet } from "../../domain/rules/rule.ts";
import { publishRules } from "../../operations/rules/publish.ts";
import { revertRules } from "../../operations/rules/revert.ts";
import { saveRulesDraft } from "../../operations/rules/save-draft.ts";
import { found } from "../../queries/query.ts";
import { listRules, type RulesFound } from "../../queries/rules/list.ts";
import { etag, refusalOf, refused, success } from "../answers.ts";
import { doing, written } from "../commands.ts";
import type { Answer, Asking, Resource } from "../entry.ts";
import { asked } from "../reads.ts";
import { isoTime } from "../shapes/times.ts";
import { present } from "../shapes/viewing.ts";
import { below } from "./paths.ts";
import { answerSimulation } from "./simulation.ts";

const name = "Routing rules";
const rulesNow = ({ version, rules: all }: RuleSet) => success({ version, rules: all }, etag(version));

/** How incoming mail is routed beyond its mailbox's queue. desktop.md 8.4, 13 */
export const rules: Resource = {
  name,
  paths: [below("/rules")],
  get: {
    answer: listed,
    describes: {
      summary: "The rules that count, or those that are being written, with how often each held",
      query: rulesQuery,
      answer: rulesAnswer,
    },
  },
};

async function listed(asking: Asking): Promise<Answer> {
  const query = readBody(rulesQuery, asking.request.query);
  if (!query.ok) return refused(refusalOf(query.problem));
  const read = await asked(asking, listRules, query.value);
  return read.ok ? success(listShape(read.value), etag(read.value.version)) : refused(read.refusal);
}

const listShape = ({ published, ...rest }: RulesFound) => ({
  ...rest,
  ...present("published", published && { ...published, at: isoTime(published.at) }),
});

export const rulesDraft: Resource = {
  name,
  paths: [below("/rules/draft")],
  put: written({
    summary: "Writes the draft; nothing is routed by it",
    body: rulesDraftBody,
    named: "RulesDraft",
    does: doing({ operation: saveRulesDraft, input: found, answers: rulesNow }),
    answer: rulesAnswer,
  }),
};

export const rulesPublication: Resource = {
  name,
  paths: [below("/rules/publish")],
  post: written({
    summary: "The draft counts from now on",
    body: rulesPublishBody,
    named: "RulesPublish",
    does: doing({ operation: publishRules, input: found, answers: rulesNow }),
    answer: rulesAnswer,
  }),
};

export const rulesReversion: Resource = {
  name,
  paths: [below("/rules/revert")],
  post: written({
    summary: "The draft becomes what was published, now or as a version",
    body: rulesRevertBody,
    named: "RulesRevert",
    does: doing({ operation: revertRules, input: found, answers: rulesNow }),
    answer: rulesAnswer,
  }),
};

export const rulesSimulation: Resource = {
  name,
  paths: [below("/rules/simulate")],
  post: written({
    summary: "The way of a mail through the rules, and who would be offered it; nothing changes",
    body: rulesSimulateBody,
    named: "RulesSimulate",
    does: answerSimulation,
    answer: rulesSimulateAnswer,
  }),
};
