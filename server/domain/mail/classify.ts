import { type ClassEffect, classEffects } from "./class-effects.ts";
import { type MailClass, type SignGroup, signs } from "./class-signs.ts";
import type { MailFacts } from "./mail-facts.ts";

/** A sign that was found, also one of a class that was not chosen. `evidence` is the sender's text. */
export type ClassReason = { readonly group: SignGroup; readonly sign: string; readonly evidence: string };

export type Classified = { readonly class: MailClass; readonly reasons: readonly ClassReason[] } & ClassEffect;

/** The class of a received mail with every reason found, and what becomes of it (mail.md 6). Total: any facts have a class. */
export function classify(facts: MailFacts): Classified {
  const found = signs.flatMap((sign) => {
    const evidence = sign.find(facts);
    return evidence === undefined ? [] : [{ sign, evidence }];
  });
  const group = order.find((each) => scoreOf(each, found) >= decisive);
  const chosen = group === "autoreply" ? kindOfReply(found) : (group ?? "human");
  const reasons = found.map(({ sign, evidence }) => ({ group: sign.group, sign: sign.name, evidence }));
  return { class: chosen, reasons, ...classEffects[chosen] };
}

/**
 * mail.md 6, with the classes that it does not place: a challenge before other automatic answers, because a person has to act on it;
 * spam before what is only sent to many.
 */
const order: readonly SignGroup[] = [
  ...(["loop", "arf", "dsn-failed", "dsn-delayed", "dsn-delivered", "mdn", "calendar"] as const),
  ...(["challenge", "autoreply", "spam", "list", "bulk", "auto-generated"] as const),
];

const decisive = 2;

type Found = { readonly sign: (typeof signs)[number]; readonly evidence: string };

function scoreOf(group: SignGroup, found: readonly Found[]): number {
  const own = found.filter(({ sign }) => sign.group === group);
  const words = own.some(({ sign }) => sign.isWord === true) && !isSentToMany(found) ? 1 : 0;
  const headers = own
    .filter(({ sign }) => sign.isWord !== true)
    .reduce((most, { sign }) => Math.max(most, sign.weight), 0);
  // Two weak header signs are one: automatic mail of every kind carries several of them.
  return headers === 0 ? 0 : headers + words;
}

/** "Out of office wear, 20 % off" of a shop is a shop's mail. */
function isSentToMany(found: readonly Found[]): boolean {
  return found.some(({ sign }) => ["List-Id", "List-Post", "List-Unsubscribe", "Feedback-ID"].includes(sign.name));
}

/** Words of absence win: "Automatic reply: we have received your …" tells that somebody is away. */
function kindOfReply(found: readonly Found[]): MailClass {
  const has = (name: string) => found.some(({ sign }) => sign.name === name);
  return has("receiptWord") && !has("absenceWord") ? "autoreply-ack" : "autoreply-ooo";
}
