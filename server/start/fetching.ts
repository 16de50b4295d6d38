import { imapDefaults } from "../adapters/imap/settings.ts";
import { createImapSource } from "../adapters/imap/source.ts";
import { createTokens } from "../adapters/oauth/tokens.ts";
import { isoTime } from "../domain/iso-time.ts";
import { readHeaderBlock } from "../domain/mail/header-block.ts";
import { isOldAtFirstConnect } from "../domain/mail/mailbox-account.ts";
import { sourceEnvelope } from "../domain/mail/source-envelope.ts";
import { type Readers, stopReaders, superviseAccounts } from "../loops/fetcher.ts";
import type { Arrived, Fetching } from "../loops/fetching.ts";
import { createLoop, type Loop, type LoopOptions } from "../loops/loop.ts";
import type { Performing } from "../operations/perform.ts";
import type { IncomingMail } from "../operations/system/take-in.ts";
import type { Chance } from "../ports/chance.ts";
import type { Clock } from "../ports/clock.ts";
import type { Files } from "../ports/files.ts";
import type { MailAccount } from "../ports/mail-accounts.ts";
import { SourceFailed } from "../ports/mail-source.ts";
import type { Tokens } from "../ports/tokens.ts";
import { createAccess } from "./account-access.ts";
import { capacityOf } from "./capacity.ts";
import { fingerprintOf } from "./fingerprint-of.ts";

type Options = {
  readonly performing: Performing;
  readonly files: Files;
  readonly clock: Clock;
  readonly chance: Chance;
  /** Names this process in claims. */
  readonly owner: string;
  readonly messageBytesMax: number;
  readonly waitingMax: number;
  readonly pollMs?: number;
  readonly tokens?: Tokens;
  readonly loop: Omit<LoopOptions, "name" | "intervalMs" | "tick">;
};

/** Mail from other people's servers. */
export type FetchingPart = { readonly loop: Loop; stop(): Promise<void> };

const intervalMs = 5_000;
const pollMs = 60_000;

/** Mailboxes that are emptied over IMAP: one connection each, beside one loop that sees to it. mail.md 3 */
export function createFetching(options: Options): FetchingPart {
  const readers: Readers = new Map();
  const fetching = fetchingOf(options);
  const loop = createLoop({
    ...options.loop,
    ...{ name: "fetcher", intervalMs },
    tick: () => superviseAccounts(fetching, readers),
  });
  return {
    loop,
    async stop() {
      await loop.stop();
      await stopReaders(readers);
    },
  };
}

/** What reading of accounts is made with, on the real world. */
export function fetchingOf(options: Options): Fetching {
  const { performing, files, messageBytesMax, loop } = options;
  return {
    ...{ performing, messageBytesMax, pollMs: options.pollMs ?? pollMs },
    ...{ owner: options.owner, clock: options.clock, chance: options.chance },
    ...{ pace: loop.pace, metrics: loop.metrics, wake: loop.wake },
    source: createImapSource(files, { ...imapDefaults, messageBytesMax }),
    credentials: createAccess({ performing, clock: options.clock, tokens: options.tokens ?? createTokens() }),
    incoming: (account, arrived) => incomingOf(options, account, arrived),
    hindrance: () => hindranceOf(options),
  };
}

/** Received when we have it: a mail server's dates are never our memory (mail.md 0.6); its own stays beside it. */
async function incomingOf(
  { performing, files, clock }: Options,
  account: MailAccount,
  { message, raw, isTooBig, startedAt }: Arrived,
): Promise<IncomingMail> {
  const { head, print } = await fingerprintOf(files, raw);
  const mailbox = await performing.store.read((reading) => reading.centre.mailbox(account.mailbox));
  if (mailbox === undefined) throw new Error("a mailbox was removed while it was read");
  const { fields } = readHeaderBlock(head);
  const envelope = sourceEnvelope(
    fields,
    mailbox,
    print.to.map(({ address }) => address),
  );
  const { arrivedAt } = message;
  return {
    ...print,
    raw,
    envelopeFrom: envelope.from ?? print.from?.address ?? "",
    recipients: [{ mailbox: mailbox.id, address: envelope.recipient ?? mailbox.address }],
    receivedAt: clock.wall(),
    session: {
      ...{ source: "imap", host: account.host, folder: account.folder, uid: message.uid },
      ...(arrivedAt === undefined ? {} : { arrivedAt: isoTime(arrivedAt) }),
      ...(isTooBig ? { isTooBig, size: message.size } : {}),
      ...(isOldAtFirstConnect(arrivedAt, startedAt) ? { isOldAtFirstConnect: true } : {}),
    },
  };
}

async function hindranceOf({ files, performing, messageBytesMax, waitingMax }: Options) {
  switch (await capacityOf({ files, store: performing.store, messageBytesMax, waitingMax })) {
    case "disk":
      return new SourceFailed("space", "there is too little space for mail");
    case "backlog":
      return new SourceFailed("backlog", "too many mails wait to be read");
    case "ok":
      return undefined;
  }
}
