import type { MessagePort } from "node:worker_threads";
import { openDiskFiles } from "../../adapters/files/disk.ts";
import { createLog } from "../../adapters/log/pino.ts";
import { createReceiver, type Receiver } from "../../adapters/smtp/receiver.ts";
import type { AcceptOutcome, ReceivedMail } from "../../adapters/smtp/receiver-mail.ts";
import { beat } from "../../adapters/time/beats.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Files } from "../../ports/files.ts";
import { createCapacity } from "../capacity.ts";
import { keptRaw } from "../kept-raw.ts";
import { recognisedOf } from "../recognised-of.ts";
import { type Ask, createAsking } from "./asking.ts";
import { createLine, type Say } from "./line.ts";
import { createRecipients, type NamedMailbox } from "./recipients.ts";
import type { FromThread, HandedOver, ThreadGiven, ToThread } from "./said.ts";
import { spokenError } from "./spoken-error.ts";

/** No deadline is met by it: it measures what a client does. */
const clock: Clock = { steady: () => performance.now(), wall: () => Date.now() };

/**
 * One listener in a thread of its own: it speaks with whoever hands in mail, reads the header, and puts what is large into the file store.
 * The main thread is asked to commit, and for what only the store knows. mail.md 2
 */
export async function receiveInThread(port: MessagePort, given: ThreadGiven): Promise<void> {
  beat(given.watched);
  const say = createLine<FromThread>(port);
  const { ask, hear } = createAsking(say);
  const receiver = createInThread(given, say, ask, await openFiles(given, say));
  port.on("message", (messages: readonly ToThread[]) => {
    for (const message of messages) {
      if (message.kind === "listen") listen(receiver, say);
      else if (message.kind === "stop") void receiver.stop().then(() => say({ kind: "stopped" }));
      else hear(message);
    }
  });
}

function listen(receiver: Receiver, say: Say<FromThread>): void {
  receiver.start().then(
    (at) => say({ kind: "listening", at }),
    (error) => say({ kind: "notListening", error: spokenError(error) }),
  );
}

function createInThread(given: ThreadGiven, say: Say<FromThread>, ask: Ask, files: Files): Receiver {
  const { settings, waitingMax, logLevel } = given;
  let known: readonly NamedMailbox[] = [];
  const mailboxes = async () => {
    known = (await ask({ of: "mailboxes", asked: undefined })) ?? known;
    return known;
  };
  const unread = () => ask({ of: "unread", asked: undefined });
  return createReceiver({
    ...{ listen: given.listen, settings, files, clock },
    recipients: createRecipients({ mailboxes, clock }),
    capacity: createCapacity({ files, clock, unread, waitingMax, messageBytesMax: settings.messageBytesMax }),
    accept: async (mail) => accept(ask, await incomingOf(files, mail)),
    refused: (mailboxes, reason) => say({ kind: "refused", mailboxes, reason }),
    log: createLog({ level: logLevel }),
    metrics: { count: (name, labels) => say({ kind: "counted", name, labels }) },
  });
}

/** Files that the main thread opened before: what it is about to write is not left over. */
const openFiles = ({ folder }: ThreadGiven, say: Say<FromThread>): Promise<Files> =>
  openDiskFiles({
    ...{ folder, clock, leftOverMs: Number.POSITIVE_INFINITY },
    failed: (error) => say({ kind: "diskFailed", error: spokenError(error) }),
    unreadable: (error) => say({ kind: "unreadable", error: spokenError(error) }),
  });

function accept(ask: Ask, asked: HandedOver): Promise<AcceptOutcome> {
  if (!("bytes" in asked.raw)) return ask({ of: "accept", asked });
  const bytes = alone(asked.raw.bytes);
  return ask({ of: "accept", asked: { ...asked, raw: { bytes } } }, bytes.buffer);
}

/** In memory of its own: who moves bytes moves all that lies beside them. */
function alone(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer } = bytes;
  const isAlone = buffer instanceof ArrayBuffer && buffer.byteLength === bytes.byteLength;
  return isAlone ? new Uint8Array(buffer) : new Uint8Array(bytes);
}

async function incomingOf(files: Files, mail: ReceivedMail): Promise<HandedOver> {
  return {
    recognised: (await recognisedOf(files, mail.raw)).recognised,
    raw: await keptRaw(files, mail.raw),
    envelopeFrom: mail.from,
    recipients: mail.recipients,
    session: { ...mail.session, tls: mail.session.tls ?? "", bareLineEnds: mail.bareLineEnds },
    receivedAt: mail.receivedAt,
  };
}
