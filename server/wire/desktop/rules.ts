import {
  readBody,
  rulesAnswer,
  rulesDraftBody,
  rulesPublishBody,
  rulesQuery,
  rulesRevertBody,
  rulesSimulateAnswer,
  rulesSimulateBody,
  rulesVocabularyAnswer,
} from "@postroom/contract";
import type { RuleSet } from "../../domain/rules/rule.ts";
import type { OfOwner } from "../../operations/rules/open-draft.ts";
import { publishRules } from "../../operations/rules/publish.ts";
import { revertRules } from "../../operations/rules/revert.ts";
import { saveRulesDraft } from "../../operations/rules/save-draft.ts";
import { type Found, found } from "../../queries/query.ts";
import { listRules, type RulesFound } from "../../queries/rules/list.ts";
import { type RuleVocabulary, readRuleVocabulary } from "../../queries/rules/vocabulary.ts";
import { etag, refusalOf, refused, success } from "../answers.ts";
import { doing, written } from "../commands.ts";
import type { Answer, Asking, Resource } from "../entry.ts";
import { sourceOf } from "../of-file.ts";
import { asked } from "../reads.ts";
import { isoTime } from "../shapes/times.ts";
import { present } from "../shapes/viewing.ts";
import { below } from "./paths.ts";
import { answerSimulation } from "./simulation.ts";

const name = "Routing rules";
const rulesNow = ({ version, rules: all }: RuleSet) => success({ version, rules: all }, etag(version));

/** What is written, and whether a file owns it. */
const owned = <Body extends object>(body: Body, { answering }: Asking): Found<Body & OfOwner> =>
  found({ ...body, isOwned: answering.ofFile.rules });

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
  return read.ok ? success(listShape(read.value, asking), etag(read.value.version)) : refused(read.refusal);
}

const listShape = ({ published, ...rest }: RulesFound, { answering }: Asking) => ({
  ...rest,
  ...sourceOf(answering.ofFile.rules),
  ...present("published", published && { ...published, at: isoTime(published.at) }),
});

export const rulesDraft: Resource = {
  name,
  paths: [below("/rules/draft")],
  put: written({
    summary: "Writes the draft; nothing is routed by it",
    body: rulesDraftBody,
    named: "RulesDraft",
    does: doing({ operation: saveRulesDraft, input: owned, answers: rulesNow }),
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
    does: doing({ operation: publishRules, input: owned, answers: rulesNow }),
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
    does: doing({ operation: revertRules, input: owned, answers: rulesNow }),
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

export const rulesVocabulary: Resource = {
  name,
  paths: [below("/rules/vocabulary")],
  get: {
    answer: answerVocabulary,
    describes: { summary: "What conditions may ask of a mail, and what rules may name", answer: rulesVocabularyAnswer },
  },
};

async function answerVocabulary(asking: Asking): Promise<Answer> {
  const read = await asked(asking, readRuleVocabulary, {});
  return read.ok ? success(vocabularyShape(read.value)) : refused(read.refusal);
}

const vocabularyShape = ({ fields, ...rest }: RuleVocabulary) => ({
  ...rest,
  fields: fields.map(({ words, ...field }) => ({ ...field, ...present("words", words) })),
});
