import { createReceiver, type Receiver } from "../adapters/smtp/receiver.ts";
import type { AcceptOutcome, ReceivedMail } from "../adapters/smtp/receiver-mail.ts";
import type { ListenAt } from "../adapters/smtp/receiver-server.ts";
import type { ReceiverSettings } from "../adapters/smtp/receiver-settings.ts";
import { system } from "../domain/agent/actor.ts";
import { createGather } from "../loops/gather.ts";
import { type Performing, performAsSystem } from "../operations/perform.ts";
import { noteRefused } from "../operations/system/note-refused.ts";
import { receiveMessages } from "../operations/system/receive-message.ts";
import type { IncomingMail, Received } from "../operations/system/take-in.ts";
import type { Clock } from "../ports/clock.ts";
import type { Files } from "../ports/files.ts";
import type { Log } from "../ports/log.ts";
import type { Tally } from "../ports/mail-ledger.ts";
import type { Metrics } from "../ports/metrics.ts";
import { createCapacity } from "./capacity.ts";
import { fingerprintOf } from "./fingerprint-of.ts";
import type { Taking } from "./intake.ts";
import { keptRaw } from "./kept-raw.ts";
import { createRecipients } from "./recipients.ts";

type Options = {
  readonly listen: ListenAt;
  readonly settings: ReceiverSettings;
  readonly performing: Performing;
  readonly files: Files;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Mails that may wait to be read before the rest is asked to come later. */
  readonly waitingMax: number;
  readonly intake: Pick<Taking, "took">;
};

const batchMax = 100;

/** E-mail in: recipients from the mailboxes, mails gathered into one commit, the 250 only when it is durable. mail.md 2 */
export function createReceiving(options: Options): Receiver {
  const gather = createGather<IncomingMail, Received>((batch) => commit(options, batch), { batchMax });
  const refusals = createGather<Tally, undefined>((batch) => noteRefusals(options.performing, batch), { batchMax });
  return createReceiver({
    ...options,
    recipients: createRecipients({ ...options, store: options.performing.store }),
    accept: async (mail): Promise<AcceptOutcome> => {
      const received = await gather.add(await incomingOf(options.files, mail));
      const each = new Map(received.mailboxes.map(({ mailbox, interaction }) => [mailbox, interaction]));
      return { accepted: received.interaction, each };
    },
    refused: (mailboxes, reason) => {
      for (const mailbox of mailboxes) {
        refusals
          .add({ mailbox, outcome: `refused:${reason}`, count: 1 })
          .catch((error) => options.log.warn({ error }, "a refused mail is missing from the ledger"));
      }
    },
    capacity: createCapacity({ ...options, ...options.settings, store: options.performing.store }),
  });
}

async function commit({ performing, intake }: Options, batch: readonly IncomingMail[]): Promise<readonly Received[]> {
  intake.took(batch.length);
  const result = await performAsSystem(performing, { operation: receiveMessages, actor: system, input: { batch } });
  if (!result.ok) throw new Error(`a received mail was refused: ${result.refusal.kind}`);
  return result.value;
}

async function noteRefusals(performing: Performing, tallies: readonly Tally[]): Promise<readonly undefined[]> {
  await performAsSystem(performing, { operation: noteRefused, actor: system, input: { tallies } });
  return tallies.map(() => undefined);
}

async function incomingOf(files: Files, mail: ReceivedMail): Promise<IncomingMail> {
  return {
    ...(await fingerprintOf(files, mail.raw)).print,
    raw: await keptRaw(files, mail.raw),
    envelopeFrom: mail.from,
    recipients: mail.recipients,
    session: { ...mail.session, tls: mail.session.tls ?? "", bareLineEnds: mail.bareLineEnds },
    receivedAt: mail.receivedAt,
  };
}
