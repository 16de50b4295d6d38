import { addressKey } from "../address.ts";
import { messageIdKey } from "../message-id.ts";
import { baseSubject } from "../subject.ts";

/** An outbound e-mail of ours that a report may be about. */
export type SentMail = {
  readonly send: string;
  /** Every id it is known under, also one that a provider put in its place. With angle brackets. */
  readonly messageIds: readonly string[];
  readonly recipients: readonly string[];
  readonly subject: string;
  /** Wall milliseconds. */
  readonly sentAt: number;
};

/** What a report says of the mail that it is about, and which of our mails those words found. */
export type CorrelationFacts = {
  /** Send ids of bounce tokens in the envelope's recipients whose mac is right (`readToken`). */
  readonly rightTokens: readonly string[];
  readonly envelopeId: string | undefined;
  /** Message-ID of the returned part; for a receipt its Original-Message-ID. */
  readonly returnedMessageId: string | undefined;
  /** `ownMessageIdsIn` the whole text. */
  readonly messageIdsInText: readonly string[];
  readonly reportedRecipients: readonly string[];
  /** What it may call the mail's subject; empty where nothing of it is left. */
  readonly subjects: readonly string[];
  /** Everything found by any of the above, in any order. */
  readonly candidates: readonly SentMail[];
  readonly now: number;
};

export type CorrelationRule =
  | "bounceToken"
  | "envelopeId"
  | "returnedMessageId"
  | "messageIdInText"
  | "recipientAndSubject";

export type Correlation = {
  readonly send: string;
  readonly rule: CorrelationRule;
  readonly evidence: string;
  /** A right mac, or our Message-ID and a reported recipient that was one of its recipients. An unverified report changes nothing. */
  readonly isVerified: boolean;
};

/** Which of our mails a report is about; the first rule that finds one decides (mail.md 8.1). Undefined: it is parked. */
export function correlate(facts: CorrelationFacts): Correlation | undefined {
  for (const { rule, find } of rules) {
    const found = find(facts);
    if (found !== undefined) {
      const { mail, evidence } = found;
      return { send: mail.send, rule, evidence, isVerified: rule === "bounceToken" || isProven(mail, facts) };
    }
  }
  return undefined;
}

type Found = { readonly mail: SentMail; readonly evidence: string };

const rules: readonly { readonly rule: CorrelationRule; find(facts: CorrelationFacts): Found | undefined }[] = [
  { rule: "bounceToken", find: (facts) => bySendId(facts, facts.rightTokens) },
  { rule: "envelopeId", find: (facts) => bySendId(facts, facts.envelopeId === undefined ? [] : [facts.envelopeId]) },
  { rule: "returnedMessageId", find: (facts) => byMessageId(facts, [facts.returnedMessageId ?? ""]) },
  { rule: "messageIdInText", find: (facts) => byMessageId(facts, facts.messageIdsInText) },
  { rule: "recipientAndSubject", find: byRecipient },
];

const weekMs = 604_800_000;

function bySendId({ candidates }: CorrelationFacts, ids: readonly string[]): Found | undefined {
  for (const id of ids) {
    // Hops write local parts in lower case.
    const mail = candidates.find(({ send }) => send.toLowerCase() === id.trim().toLowerCase());
    if (mail !== undefined) return { mail, evidence: id };
  }
  return undefined;
}

function byMessageId({ candidates }: CorrelationFacts, ids: readonly string[]): Found | undefined {
  for (const id of ids.filter((each) => each !== "")) {
    const mail = candidates.find(({ messageIds }) => messageIds.some((own) => messageIdKey(own) === messageIdKey(id)));
    if (mail !== undefined) return { mail, evidence: id };
  }
  return undefined;
}

/** The newest mail of the last week to a reported recipient with one of the base subjects. Without a subject nothing is guessed. */
function byRecipient({ candidates, reportedRecipients, subjects, now }: CorrelationFacts): Found | undefined {
  const told = new Set(subjects.map(baseSubject).filter((each) => each !== ""));
  if (told.size === 0) return undefined;
  const keys = new Set(reportedRecipients.map(addressKey));
  const mail = candidates
    .filter((each) => each.sentAt <= now && now - each.sentAt <= weekMs && told.has(baseSubject(each.subject)))
    .filter(({ recipients }) => recipients.some((one) => keys.has(addressKey(one))))
    .toSorted((one, other) => other.sentAt - one.sentAt || (one.send < other.send ? -1 : 1))[0];
  return mail === undefined ? undefined : { mail, evidence: `${mail.subject.slice(0, 100)}` };
}

function isProven(mail: SentMail, facts: CorrelationFacts): boolean {
  const own = new Set(mail.messageIds.map(messageIdKey));
  const named = [facts.returnedMessageId ?? "", ...facts.messageIdsInText].filter((id) => id !== "");
  const recipients = new Set(mail.recipients.map(addressKey));
  return (
    named.some((id) => own.has(messageIdKey(id))) &&
    facts.reportedRecipients.some((one) => recipients.has(addressKey(one)))
  );
}
