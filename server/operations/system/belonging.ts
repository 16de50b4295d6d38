import type { Interaction } from "../../domain/interaction/interaction.ts";
import type { Classified } from "../../domain/mail/classify.ts";
import type { SenderVerdict } from "../../domain/mail/sender-verdict.ts";
import { isFromStranger } from "../../domain/mail/threading.ts";
import { type Mac, rightBounceTokens } from "../../domain/mail/token.ts";
import type { ReadMessage } from "../../ports/mail.ts";
import type { MailReading } from "../../ports/readings.ts";
import type { Transaction } from "../../ports/transaction.ts";
import type { KnownThreads } from "./known-threads.ts";
import type { ReportFound } from "./report-of.ts";
import { type MailToThread, type NamedMail, threadOf } from "./thread-of.ts";

/** Where a mail belongs, and why. */
export type Belonging = {
  /** Undefined: it begins a thread of its own. */
  readonly thread: string | undefined;
  readonly parent: string | undefined;
  readonly isJoined: boolean;
  /** It answers a mail of its thread; false for the original whose answers came first. */
  readonly isAnswer: boolean;
  /** It names a thread that the sender has no part in. */
  readonly isFromStranger: boolean;
  readonly because: MailReading["joinedBecause"];
  readonly linkedThread: string | undefined;
  /** The interaction that it answers, also where it may not join. */
  readonly answered: string | undefined;
  /** The mail of its thread that it answers by its Message-ID. */
  readonly named?: NamedMail | undefined;
  /** Our e-mail that it reports on. */
  readonly outbound: Interaction | undefined;
};

export type MailOfThread = {
  readonly read: ReadMessage;
  readonly mailboxId: string;
  readonly recipients: readonly string[];
  readonly mac: Mac;
  readonly verdict?: SenderVerdict | undefined;
  readonly found: ReportFound | undefined;
  readonly classified: Classified;
  readonly threads: KnownThreads;
};

/** A report belongs to the mail that it is about, what loops to nobody, all else to its thread. mail.md 5, 8 */
export async function belongingOf(tx: Transaction, mail: MailOfThread): Promise<Belonging> {
  const { read, found, classified } = mail;
  const alone = {
    thread: undefined,
    parent: undefined,
    isJoined: false,
    isAnswer: false,
    isFromStranger: false,
    because: undefined,
  };
  const nothing: Belonging = { ...alone, linkedThread: undefined, answered: undefined, outbound: undefined };
  if (classified.course === "park") return nothing;
  if (classified.course === "child") {
    const outbound = await outboundOf(tx, found);
    if (outbound === undefined) return { ...nothing, ...(await answeredBy(tx, mail)) };
    const { rule = "", evidence = "", isVerified = false } = found?.correlation ?? {};
    const because = { rule, evidence, flags: isVerified ? [] : ["notVerified"] };
    return { ...nothing, thread: outbound.thread, parent: outbound.id, isJoined: true, because, outbound };
  }
  const { decision, answered, named } = await threadOf(tx, asked(mail));
  const send = decision.kind !== "joined" && classified.course === "attach" ? await sendOfToken(tx, mail) : undefined;
  if (send !== undefined) {
    const { id, thread } = send;
    const because = { rule: "bounceToken", evidence: id, flags: [] };
    return { ...nothing, thread, parent: id, isJoined: true, isAnswer: true, because, answered: id };
  }
  if (decision.kind === "new") return { ...nothing, answered };
  const { because } = decision;
  const isAnswer = because.evidence !== read.messageId;
  const whose = { answered, because, isFromStranger: isAnswer && isFromStranger(because) };
  if (decision.kind === "linked") return { ...nothing, ...whose, linkedThread: decision.toThread };
  const { thread, parent } = decision;
  return { ...nothing, ...whose, thread, parent, isJoined: true, isAnswer, named };
}

/** An automatic answer goes to the envelope's sender (RFC 3834 §4): the token in it names our e-mail, also where no header does. */
async function sendOfToken(tx: Transaction, { recipients, mac }: MailOfThread): Promise<Interaction | undefined> {
  const sends = rightBounceTokens(recipients, mac);
  const [mail] = sends.length === 0 ? [] : await tx.readings.sentMails({ sends, messageIds: [], recipients: [] });
  return mail === undefined ? undefined : tx.interactions.byId(mail.send);
}

async function outboundOf(tx: Transaction, found: ReportFound | undefined): Promise<Interaction | undefined> {
  return found?.correlation === undefined ? undefined : tx.interactions.byId(found.correlation.send);
}

/** A report on nothing of ours still takes the contact of the mail that it names. wire.md 8.1 */
async function answeredBy(tx: Transaction, mail: MailOfThread): Promise<Pick<Belonging, "answered">> {
  return { answered: (await threadOf(tx, asked(mail))).answered };
}

const asked = ({ verdict, classified, ...mail }: MailOfThread): MailToThread => ({
  ...mail,
  isForged: verdict?.dmarc === "fail",
  isToMany: classified.class === "list" || classified.class === "bulk",
});
