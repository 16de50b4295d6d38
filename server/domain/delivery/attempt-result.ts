import type { Moment } from "../interaction/interaction.ts";
import type { Attempt, AttemptOutcome, Delivery, RecipientOutcome } from "./delivery.ts";
import type { Attempted } from "./outcome-row.ts";
import { accountPauseMs, type BackOff, hopBackOffMs, retryDelayMs } from "./retry-schedule.ts";
import type { RefusedRecipient, TransportOutcome, TransportReply } from "./transport-outcome.ts";

/** How an attempt ended, in the rows of the delivery table, with the attempt to keep. */
export type DeliveryResult = Attempted & {
  readonly interaction: string;
  readonly change: Partial<Pick<Delivery, "to" | "group" | "isSent" | "refusals" | "attempts" | "nextAttempt">>;
  readonly attempt: Attempt | undefined;
  /** What became of single recipients, where not all fared alike. */
  readonly recipients: readonly RecipientOutcome[];
  /** Told to the sender: why it failed, is unknown, or which recipients were refused. */
  readonly error: string | undefined;
  /** When the attempt was begun (steady time), and through which account. */
  readonly begun?: { readonly at: number; readonly account: string };
};

/** The settings `sendRetry`, `sendUnknownPolicy` and `sendGiveUpAfter`. */
type SendingSettings = {
  readonly sendRetryMs: readonly number[];
  readonly sendUnknownPolicy: "hold" | "resend";
  readonly sendGiveUpAfterMs: number;
};

type Facts = Ended & {
  readonly outcome: TransportOutcome;
  readonly settings: SendingSettings;
  /** Failures of the hop in a row, this one included. */
  readonly failures: number;
  readonly backOff?: BackOff | undefined;
  /** The account is at fault: nothing is given up, and the queue stays. */
  readonly isAccountRefused?: boolean;
  readonly fraction: number;
};

/** Of which delivery an attempt has ended, when, and with whom. */
type Ended = { readonly delivery: Delivery; readonly now: Moment; readonly host: string };

/** What it means when the next hop has taken the mail for every recipient of the group: no setting has a say in that. */
export const takenForAll = (ended: Ended, reply: TransportReply): DeliveryResult => ({
  ...finished(ended, "Accepted", { outcome: "accepted", reply, error: undefined }),
  recipients: outcomesOf(ended, { reply, refused: [], final: [], others: "sent" }),
});

/** A claim that no attempt came of: as if it had not been. */
export const handedBack = (ended: Ended): DeliveryResult => {
  const result = stopped(ended);
  return { ...result, change: { ...result.change, attempts: ended.delivery.attempts - 1 } };
};

/** What an attempt's outcome means for the delivery; undefined when the claim was lost and there is nothing to write. mail.md 11.3, 11.5 */
export function resultOf(facts: Facts): DeliveryResult | undefined {
  const { outcome } = facts;
  switch (outcome.kind) {
    case "accepted":
      return accepted(facts, outcome);
    case "refused":
      return refusedForGood(facts, { outcome: "refused", ...outcome });
    case "deferred":
      return deferred(facts, outcome);
    case "broken":
      return broken(facts, outcome.text);
    case "unknown":
      return unknown(facts, outcome.text);
    case "stopped":
      return stopped(facts);
  }
}

/** Nothing was handed over, and nobody is at fault. */
const stopped = (ended: Ended): DeliveryResult => ({
  ...finished(ended, "LoseLease", { outcome: "broken", error: undefined }),
  attempt: undefined,
  change: again(ended, 0),
});

type Ending = {
  readonly outcome: AttemptOutcome;
  readonly reply?: TransportReply;
  readonly text?: string;
  readonly error: string | undefined;
};

const finished = (facts: Ended, row: DeliveryResult["row"], ending: Ending): DeliveryResult => ({
  interaction: facts.delivery.interaction,
  fence: facts.delivery.fence,
  messageId: facts.delivery.messageId,
  row,
  change: {},
  attempt: attemptOf(facts, ending),
  recipients: [],
  error: ending.error,
});

const attemptOf = ({ delivery, now, host }: Ended, { outcome, reply, text }: Ending): Attempt => ({
  number: delivery.attempts,
  at: now.wall,
  host,
  code: reply?.code,
  enhancedCode: reply?.enhancedCode === "" ? undefined : reply?.enhancedCode,
  text: reply?.text ?? text ?? "",
  outcome,
});

/** Taken for some: those refused for good are named to the sender, those put off are the next group, with the same bytes. mail.md 11.1 */
function accepted(facts: Facts, { reply, refused }: Parts): DeliveryResult {
  if (refused.length === 0) return takenForAll(facts, reply);
  const { later, forGood } = sorted(facts, refused);
  const retry = later.length === 0 ? undefined : retryOf(facts);
  const told = (final: readonly RefusedRecipient[]) => ({
    recipients: outcomesOf(facts, { reply, refused, final, others: "sent" }),
    error: refusedWords(final),
  });
  const ending = { outcome: "accepted", reply, error: undefined } as const;
  if (retry === undefined) return { ...finished(facts, "Accepted", ending), ...told(refused) };
  const change = { to: later, group: facts.delivery.group + 1, isSent: true, ...retry };
  return { ...finished(facts, "AcceptedInPart", ending), ...told(forGood), change };
}

/** Refused for now: tried again by the schedule, without those who were refused for good. mail.md 11.5 */
function deferred(facts: Facts, { reply, refused }: Parts): DeliveryResult {
  const { forGood } = sorted(facts, refused);
  const to = facts.delivery.to.filter((address) => forGood.every((one) => one.address !== address));
  const retry = to.length === 0 ? undefined : retryOf(facts);
  if (retry === undefined) return refusedForGood(facts, { outcome: "deferred", reply, refused });
  return {
    ...finished(facts, "RefusedForNow", { outcome: "deferred", reply, error: refusedWords(forGood) }),
    recipients: outcomesOf(facts, { reply, refused, final: forGood, others: "retrying" }),
    change: { to, ...retry },
  };
}

/** Nobody of the group gets it. Each is named with the reply it got, where they differ or others have the mail already. */
function refusedForGood(facts: Facts, { outcome, reply, refused }: Parts & Pick<Ending, "outcome">): DeliveryResult {
  const { to, isSent } = facts.delivery;
  const each = to.map((address) => refused.find((one) => one.address === address) ?? { address, reply });
  const isAlike = new Set(each.map((one) => replyText(one.reply, []))).size === 1;
  const error = isSent
    ? refusedWords(each)
    : `delivery failed: ${isAlike ? replyText(reply, refused) : each.map(refusalWords).join("; ")}`;
  return {
    ...finished(facts, "RefusedForGood", { outcome, reply, error }),
    recipients: outcomesOf(facts, { reply, refused, final: each, others: "failed" }),
  };
}

type Parts = { readonly reply: TransportReply; readonly refused: readonly RefusedRecipient[] };

/** Recipients to try later, and the replies of those that are done with. */
function sorted({ delivery }: Facts, refused: readonly RefusedRecipient[]) {
  const forNow = new Set(refused.filter((one) => one.reply.code < 500).map((one) => one.address));
  return {
    later: delivery.to.filter((address) => forNow.has(address)),
    forGood: refused.filter((one) => one.reply.code >= 500),
  };
}

type Recorded = Parts & {
  /** Those of the refused that are not tried again. */
  readonly final: readonly RefusedRecipient[];
  readonly others: RecipientOutcome["state"];
};

/** One by one, where not all of the mail's recipients fared alike; else the delivery says it for all. */
function outcomesOf({ delivery }: Ended, { reply, refused, final, others }: Recorded): readonly RecipientOutcome[] {
  if (refused.length === 0 && delivery.group === 1) return [];
  return delivery.to.map((address) => {
    const own = refused.find((one) => one.address === address);
    const isFinal = final.some((one) => one.address === address);
    const { code, enhancedCode, text } = own?.reply ?? reply;
    return {
      ...{ address, group: delivery.group, code, text },
      state: own === undefined ? others : isFinal ? "failed" : "retrying",
      enhancedCode: enhancedCode === "" ? undefined : enhancedCode,
    };
  });
}

/** One more refusal of the message, and its next attempt; undefined when the schedule is over. */
function retryOf(facts: Facts): Pick<DeliveryResult["change"], "refusals" | "nextAttempt"> | undefined {
  const refusals = facts.delivery.refusals + 1;
  const delayMs = retryDelayMs(facts.settings.sendRetryMs, refusals, facts.fraction);
  return delayMs === undefined ? undefined : { refusals, ...again(facts, delayMs) };
}

/** Nothing was handed over: tried again after the hop's pause, and given up after `sendGiveUpAfter`. */
function broken(facts: Facts, text: string): DeliveryResult {
  const isOver =
    facts.isAccountRefused !== true && facts.now.wall - facts.delivery.queuedAt > facts.settings.sendGiveUpAfterMs;
  if (isOver) {
    const error = `delivery failed${forRest(facts)}: ${text}`;
    return finished(facts, "RefusedForGood", { outcome: "broken", text, error });
  }
  return {
    ...finished(facts, "RefusedForNow", { outcome: "broken", text, error: undefined }),
    change:
      facts.isAccountRefused === true ? onceRepaired(facts) : again(facts, hopBackOffMs(facts.failures, facts.backOff)),
  };
}

function unknown(facts: Facts, text: string): DeliveryResult {
  const error = `delivery unknown${forRest(facts)}: ${text}`;
  const retry = facts.settings.sendUnknownPolicy === "resend" ? retryOf(facts) : undefined;
  if (retry === undefined) return finished(facts, "LoseReply", { outcome: "unknown", text, error });
  return { ...finished(facts, "RefusedForNow", { outcome: "unknown", text, error: undefined }), change: retry };
}

/** Whom it is about, where others have the mail already. */
const forRest = ({ delivery }: Facts): string => (delivery.isSent ? ` for ${delivery.to.join(", ")}` : "");

/** Due as soon as anything goes; a process that starts with another password need not wait. */
const onceRepaired = ({ now }: Facts) => ({ nextAttempt: { due: now.steady, shown: now.wall + accountPauseMs } });

const again = ({ now }: Ended, delayMs: number) => ({
  nextAttempt: { due: now.steady + delayMs, shown: now.wall + delayMs },
});

const replyText = (reply: TransportReply, refused: readonly RefusedRecipient[]): string => {
  const [only] = refused;
  const text = `${reply.code} ${reply.enhancedCode} ${reply.text}`.replace(/\s+/g, " ").trim();
  return only === undefined || reply.text.includes(only.address)
    ? text
    : `${text} (${refused.map((one) => one.address).join(", ")})`;
};

const refusalWords = ({ address, reply }: RefusedRecipient): string => `${address}: ${replyText(reply, [])}`;

const refusedWords = (refused: readonly RefusedRecipient[]): string | undefined =>
  refused.length === 0 ? undefined : `delivery refused for ${refused.map(refusalWords).join("; ")}`;
