import { fingerprint } from "../../adapters/mime/fingerprint.ts";
import { system } from "../../domain/agent/actor.ts";
import { createGather } from "../../loops/gather.ts";
import { type Performing, performAsSystem } from "../../operations/perform.ts";
import { noteRefused } from "../../operations/system/note-refused.ts";
import { receiveMessages } from "../../operations/system/receive-message.ts";
import type { IncomingMail, Received } from "../../operations/system/take-in.ts";
import type { Mailbox } from "../../ports/centre.ts";
import type { Log } from "../../ports/log.ts";
import type { Tally } from "../../ports/mail-ledger.ts";
import type { Taking } from "../intake.ts";
import type { HandedOver, Question, Questions } from "./said.ts";

/** What answers a receiving thread. */
export type Answering = {
  readonly performing: Performing;
  readonly intake: Pick<Taking, "took">;
  readonly log: Log;
};

const batchMax = 100;

/** Answers what the thread asks: mails gathered into one commit, answered when it is durable. Throws what the store throws. mail.md 2.2 */
export function createAnswers(
  answering: Answering,
): (question: Question) => Promise<Questions[keyof Questions]["answer"]> {
  const { store } = answering.performing;
  const gather = createGather<IncomingMail, Received>((batch) => commit(answering, batch), { batchMax });
  let told: readonly Mailbox[] | undefined;
  const mailboxes = async () => {
    const found = await store.read((reading) => reading.centre.mailboxes());
    // The store gives the same list as long as nothing is configured anew.
    if (found === told) return undefined;
    told = found;
    return found.map(({ id, address, aliases }) => ({ id, address, aliases }));
  };
  return async (question) => {
    switch (question.of) {
      case "accept":
        return outcomeOf(await gather.add(incomingOf(question.asked)));
      case "mailboxes":
        return mailboxes();
      case "unread":
        return store.read((reading) => reading.messages.unread());
    }
  };
}

const incomingOf = ({ recognised, ...mail }: HandedOver): IncomingMail => ({ ...mail, ...fingerprint(recognised) });

/** Writes into the ledger what was refused, many at once; a mail that is missing there is told of. */
export function createRefusalNotes({
  performing,
  log,
}: Answering): (mailboxes: readonly string[], reason: string) => void {
  const gather = createGather<Tally, undefined>((batch) => noteRefusals(performing, batch), { batchMax });
  return (mailboxes, reason) => {
    for (const mailbox of mailboxes) {
      gather
        .add({ mailbox, outcome: `refused:${reason}`, count: 1 })
        .catch((error) => log.warn({ error }, "a refused mail is missing from the ledger"));
    }
  };
}

const outcomeOf = ({ interaction, mailboxes }: Received): Questions["accept"]["answer"] => ({
  accepted: interaction,
  each: new Map(mailboxes.map((one) => [one.mailbox, one.interaction])),
});

async function commit({ performing, intake }: Answering, batch: readonly IncomingMail[]): Promise<readonly Received[]> {
  intake.took(batch.length);
  const result = await performAsSystem(performing, { operation: receiveMessages, actor: system, input: { batch } });
  if (!result.ok) throw new Error(`a received mail was refused: ${result.refusal.kind}`);
  return result.value;
}

async function noteRefusals(performing: Performing, tallies: readonly Tally[]): Promise<readonly undefined[]> {
  await performAsSystem(performing, { operation: noteRefused, actor: system, input: { tallies } });
  return tallies.map(() => undefined);
}
