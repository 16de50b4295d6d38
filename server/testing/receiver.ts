import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDiskFiles } from "../adapters/files/disk.ts";
import { createMetrics } from "../adapters/metrics/prometheus.ts";
import { createReceiver, type Receiver, type ReceiverOptions } from "../adapters/smtp/receiver.ts";
import type { ReceivedMail, RecipientAnswer } from "../adapters/smtp/receiver-mail.ts";
import { type ReceiverSettings, receiverDefaults } from "../adapters/smtp/receiver-settings.ts";
import type { Files } from "../ports/files.ts";
import { atEnd, type Scope } from "./at-end.ts";
import { silentLog } from "./silent-log.ts";

/** What a test sees of a mail: its bytes when they were in memory, else the name of the stored file. */
export type SeenMail = Omit<ReceivedMail, "raw"> & { readonly bytes: string; readonly stored: string | undefined };

export type StartedReceiver = {
  readonly receiver: Receiver;
  readonly port: number;
  readonly mails: readonly SeenMail[];
  readonly files: Files;
  /** Where the file store lies. */
  readonly folder: string;
};

type Options = Partial<Pick<ReceiverOptions, "listen" | "recipients" | "accept" | "capacity" | "refused">> & {
  readonly settings?: Partial<ReceiverSettings>;
};

const mailboxes = new Map([
  ["support@acme.test", "support"],
  ["help@acme.test", "support"],
  ["sales@acme.test", "sales"],
]);

/** A receiver on a free port with a file store of its own, for the mailboxes support (alias help) and sales of acme.test. */
export async function startReceiver(scope: Scope, options: Options = {}): Promise<StartedReceiver> {
  const folder = await mkdtemp(join(tmpdir(), "postroom-receiver-"));
  atEnd(scope, () => rm(folder, { recursive: true }));
  const clock = { steady: () => performance.now(), wall: () => Date.now() };
  const files = await openDiskFiles({ folder, clock });
  const mails: SeenMail[] = [];
  const receiver = createReceiver({
    listen: options.listen ?? { host: "127.0.0.1", port: 0 },
    settings: { ...receiverDefaults, stopMs: 2000, ...options.settings },
    recipients: options.recipients ?? (async (address) => recipientOf(address)),
    accept: async (mail) => {
      const outcome = await options.accept?.(mail);
      mails.push(seen(mail));
      return outcome ?? { accepted: `interaction-${mails.length}` };
    },
    ...(options.capacity === undefined ? {} : { capacity: options.capacity }),
    ...(options.refused === undefined ? {} : { refused: options.refused }),
    files,
    log: silentLog,
    metrics: createMetrics(),
    clock,
  });
  const listening = await receiver.start();
  atEnd(scope, () => receiver.stop());
  return { receiver, port: "port" in listening ? listening.port : 0, mails, files, folder };
}

function recipientOf(address: string): RecipientAnswer {
  const [local = "", domain = ""] = address.toLowerCase().split("@");
  if (domain !== "acme.test") return { refused: "relay" };
  const mailbox = mailboxes.get(`${local.split("+")[0]}@${domain}`);
  return mailbox === undefined ? { refused: "unknown-user" } : { mailbox };
}

function seen({ raw, ...mail }: ReceivedMail): SeenMail {
  return "bytes" in raw
    ? { ...mail, bytes: Buffer.from(raw.bytes).toString("latin1"), stored: undefined }
    : { ...mail, bytes: "", stored: raw.sha256 };
}
