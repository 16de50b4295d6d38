import { addressKey, domainOf } from "./address.ts";
import { isAtPublicProvider } from "./public-domains.ts";
import { isOtherSubject } from "./subject.ts";

/** A message known to us under an id that the mail names. */
export type ThreadHit = {
  /** The id as the mail wrote it. */
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

export type ThreadingFacts = {
  /** Ids to look for, best first (`answeredIds`). */
  readonly references: readonly string[];
  readonly inReplyTo: readonly string[];
  /** What was found for them, in any order. */
  readonly hits: readonly ThreadHit[];
  /** The sender's address; empty for none. */
  readonly sender: string;
  /** DMARC says *fail*, so the address proves nothing. */
  readonly isForged: boolean;
  readonly subject: string;
  readonly now: number;
  /** `threadWindow`: 365 days. */
  readonly threadWindowMs: number;
};

export type JoinedBecause = {
  readonly rule: "references" | "inReplyTo";
  /** The id that hit. */
  readonly evidence: string;
  readonly flags: readonly ThreadFlag[];
};

/** Why a joined mail deserves a look, or why a hit made only a link (mail.md 5.1). */
export type ThreadFlag = "subjectChanged" | "stranger" | "senderNotVerified" | "tooOld";

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
 * Rule 2 of mail.md 5.1: the first id that is known decides. A stranger, or mail for a thread older than the window, begins a new thread
 * that is linked to the old one: whoever once saw a Message-ID cannot write into a case.
 */
export function decideThread(facts: ThreadingFacts): ThreadDecision {
  const hit = firstHit(facts);
  if (hit === undefined) return { kind: "new" };
  const because = (flags: readonly ThreadFlag[]): JoinedBecause => ({
    rule: facts.references.includes(hit.id) ? "references" : "inReplyTo",
    evidence: hit.id,
    flags,
  });
  const obstacles = obstaclesTo(hit, facts);
  if (obstacles.length > 0) return { kind: "linked", toThread: hit.thread, because: because(obstacles) };
  const flags: readonly ThreadFlag[] = isOtherSubject(facts.subject, hit.subject) ? ["subjectChanged"] : [];
  return { kind: "joined", thread: hit.thread, parent: hit.interaction, because: because(flags) };
}

/** A participant's address, or one of the same organisation: an equal domain that is no public provider's. */
export function belongsTo(sender: string, participants: readonly string[]): boolean {
  const domain = domainOf(sender);
  if (domain === "") return false;
  const isShared = isAtPublicProvider(sender);
  return participants.some(
    (each) => addressKey(each) === addressKey(sender) || (!isShared && domainOf(each) === domain),
  );
}

function firstHit({ references, inReplyTo, hits }: ThreadingFacts): ThreadHit | undefined {
  const byId = new Map(hits.map((hit) => [hit.id, hit]));
  const id = [...references, ...inReplyTo].find((each) => byId.has(each));
  return id === undefined ? undefined : byId.get(id);
}

function obstaclesTo(hit: ThreadHit, { sender, isForged, now, threadWindowMs }: ThreadingFacts): readonly ThreadFlag[] {
  const flags: ThreadFlag[] = [];
  if (isForged) flags.push("senderNotVerified");
  else if (!belongsTo(sender, hit.participants)) flags.push("stranger");
  if (now - hit.lastActivityAt > threadWindowMs) flags.push("tooOld");
  return flags;
}
