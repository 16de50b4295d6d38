import { addressKey, domainOf } from "./address.ts";
import { isAtPublicProvider } from "./public-domains.ts";
import { baseSubject, hasReplyPrefix, isOtherSubject } from "./subject.ts";

/** A message or thread known to us under something that the mail names. */
export type ThreadHit = {
  /** What the mail wrote: an id, a token's address, a tag, a GUID. */
  readonly id: string;
  readonly thread: string;
  /** The interaction of the message with that id. */
  readonly interaction: string | undefined;
  /** The contact's addresses and every From, To, Cc of the thread that is not ours. */
  readonly participants: readonly string[];
  readonly subject: string;
  /** Wall time in milliseconds. */
  readonly lastActivityAt: number;
};

/** A thread with this number in its tag, or one of the sender's with this base subject. */
export type DatedHit = ThreadHit & { readonly startedAt: number };

export type ThreadingFacts = {
  /** Ids to look for, best first (`answeredIds`). */
  readonly references: readonly string[];
  readonly inReplyTo: readonly string[];
  /** What was found for them, in any order. Our own Message-IDs name their thread even when their row is gone. */
  readonly hits: readonly ThreadHit[];
  /** The other signals; absent where nobody looked for them. */
  readonly others?: OtherSignals;
  /** The sender's address; empty for none. */
  readonly sender: string;
  /** DMARC says *fail*, so the address proves nothing. */
  readonly isForged: boolean;
  readonly subject: string;
  readonly now: number;
  /** `threadWindow`: 365 days. */
  readonly threadWindowMs: number;
};

export type OtherSignals = {
  /** By reply tokens whose mac is right, in the order of Envelope, Delivered-To, X-Original-To, To, Cc. */
  readonly byToken: readonly ThreadHit[];
  /** By a subject tag whose check is right. */
  readonly byTag: readonly DatedHit[];
  readonly byThreadIndex: readonly ThreadHit[];
  /** Threads of the same contact in the same mailbox, where the mailbox joins by subject. */
  readonly bySubject: readonly ThreadHit[];
  /** Class list or bulk: never joined by subject. */
  readonly isToMany: boolean;
};

export type ThreadRule = "token" | "references" | "inReplyTo" | "tag" | "threadIndex" | "subject";

export type JoinedBecause = {
  readonly rule: ThreadRule;
  /** What hit. */
  readonly evidence: string;
  readonly flags: readonly ThreadFlag[];
};

/** Why a joined mail deserves a look, or why a hit made only a link (mail.md 5.1). A link without another flag: the thread is too old. */
export type ThreadFlag = "newParticipant" | "subjectChanged" | "senderNotVerified" | "linked";

export type ThreadDecision =
  | {
      readonly kind: "joined";
      readonly thread: string;
      readonly parent: string | undefined;
      readonly because: JoinedBecause;
    }
  | { readonly kind: "linked"; readonly toThread: string; readonly because: JoinedBecause }
  | { readonly kind: "new" };

/**
 * mail.md 5.1: the first signal that is known decides. A stranger whom only a header brings, or mail for a thread older than the window,
 * begins a new thread that is linked to the old one: whoever once saw a Message-ID cannot write into a case.
 */
export function decideThread(facts: ThreadingFacts): ThreadDecision {
  for (const { rule, find } of signals) {
    const hit = find(facts);
    if (hit !== undefined) return decideHit(rule, hit, facts);
  }
  return { kind: "new" };
}

/** Not a participant, nor one of the same organisation, or nobody who proves to be: recipient, acknowledgement, contact stay as they are. mail.md 5.1 */
export function isFromStranger(because: JoinedBecause | undefined): boolean {
  return because?.flags.some((flag) => flag === "newParticipant" || flag === "senderNotVerified") === true;
}

/** A participant's address, or one of the same organisation: an equal domain that is no public provider's. */
export function belongsTo(sender: string, participants: readonly string[]): boolean {
  const domain = domainOf(sender);
  if (domain === "") return false;
  const isShared = isAtPublicProvider(sender);
  return isParticipant(sender, participants) || (!isShared && participants.some((each) => domainOf(each) === domain));
}

const signals: readonly { readonly rule: ThreadRule; find(facts: ThreadingFacts): ThreadHit | undefined }[] = [
  { rule: "token", find: ({ others }) => others?.byToken[0] },
  { rule: "references", find: ({ references, hits }) => firstKnown(references, hits) },
  { rule: "inReplyTo", find: ({ inReplyTo, hits }) => firstKnown(inReplyTo, hits) },
  { rule: "tag", find: byTag },
  { rule: "threadIndex", find: ({ others }) => newest(others?.byThreadIndex ?? []) },
  { rule: "subject", find: bySubject },
];

const dayMs = 86_400_000;
const tagAgeMs = 90 * dayMs;
/** How long the subject alone names a thread. mail.md 5.1-5 */
export const subjectAgeMs = 7 * dayMs;

/** What brings a stranger no further than a link. A token was given to somebody, who may have passed it on. */
const headerRules: ReadonlySet<ThreadRule> = new Set(["references", "inReplyTo", "threadIndex"]);

function decideHit(rule: ThreadRule, hit: ThreadHit, facts: ThreadingFacts): ThreadDecision {
  const isKnown =
    !facts.isForged &&
    (rule === "threadIndex"
      ? isParticipant(facts.sender, hit.participants)
      : belongsTo(facts.sender, hit.participants));
  const doubts: readonly ThreadFlag[] = facts.isForged ? ["senderNotVerified"] : isKnown ? [] : ["newParticipant"];
  const isTooOld = facts.now - hit.lastActivityAt > facts.threadWindowMs;
  const because = (flags: readonly ThreadFlag[]): JoinedBecause => ({ rule, evidence: hit.id, flags });
  if (isTooOld || (!isKnown && headerRules.has(rule))) {
    return { kind: "linked", toThread: hit.thread, because: because([...doubts, "linked"]) };
  }
  const isChanged = isOtherSubject(facts.subject, hit.subject);
  const flags: readonly ThreadFlag[] = isChanged ? [...doubts, "subjectChanged"] : doubts;
  return { kind: "joined", thread: hit.thread, parent: hit.interaction, because: because(flags) };
}

function isParticipant(sender: string, participants: readonly string[]): boolean {
  return participants.some((each) => addressKey(each) === addressKey(sender));
}

function firstKnown(ids: readonly string[], hits: readonly ThreadHit[]): ThreadHit | undefined {
  const byId = new Map(hits.map((hit) => [hit.id, hit]));
  const id = ids.find((each) => byId.has(each));
  return id === undefined ? undefined : byId.get(id);
}

/** 20 bits can be guessed: only for a participant, and while the thread is young. */
function byTag({ others, sender, isForged, now }: ThreadingFacts): ThreadHit | undefined {
  if (isForged) return undefined;
  return newest(
    (others?.byTag ?? []).filter(
      ({ participants, startedAt }) => isParticipant(sender, participants) && now - startedAt < tagAgeMs,
    ),
  );
}

/** Equal base subject, a reply prefix, the sender's own thread of the last days; never for mail to many. */
function bySubject({ others, subject, sender, isForged, now }: ThreadingFacts): ThreadHit | undefined {
  const base = baseSubject(subject);
  if (others === undefined || others.isToMany || isForged || base === "" || !hasReplyPrefix(subject)) return undefined;
  return newest(
    others.bySubject.filter(
      (hit) =>
        baseSubject(hit.subject) === base &&
        now - hit.lastActivityAt <= subjectAgeMs &&
        isParticipant(sender, hit.participants),
    ),
  );
}

/** Of several the one with the last activity: what was found first plays no part. */
function newest<Hit extends ThreadHit>(hits: readonly Hit[]): Hit | undefined {
  return hits.toSorted(
    (one, other) => other.lastActivityAt - one.lastActivityAt || (one.thread < other.thread ? -1 : 1),
  )[0];
}
