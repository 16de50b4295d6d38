import { imapDefaults } from "../adapters/imap/settings.ts";
import { fingerprint } from "../adapters/mime/fingerprint.ts";
import { isoTime } from "../domain/iso-time.ts";
import { readHeaderBlock } from "../domain/mail/header-block.ts";
import { isOldAtFirstConnect } from "../domain/mail/mailbox-account.ts";
import { sourceEnvelope } from "../domain/mail/source-envelope.ts";
import { type Readers, stopReaders, superviseAccounts } from "../loops/fetcher.ts";
import type { Arrived, Fetching } from "../loops/fetching.ts";
import { filerState, fileSome, stopFiling } from "../loops/filer.ts";
import { createLoop, type Loop, type LoopOptions } from "../loops/loop.ts";
import type { Performing } from "../operations/perform.ts";
import type { IncomingMail } from "../operations/system/take-in.ts";
import type { Chance } from "../ports/chance.ts";
import type { Clock } from "../ports/clock.ts";
import type { Files } from "../ports/files.ts";
import type { Lease } from "../ports/lease.ts";
import type { MailAccount } from "../ports/mail-accounts.ts";
import { type MailSource, SourceFailed } from "../ports/mail-source.ts";
import type { Tokens } from "../ports/tokens.ts";
import { createAccess } from "./account-access.ts";
import { createCapacity } from "./capacity.ts";
import { keptRaw } from "./kept-raw.ts";
import { recognisedOf } from "./recognised-of.ts";

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
export type FetchingPart = { readonly loops: readonly Loop[]; stop(): Promise<void> };

const intervalMs = 5_000;
const filerIntervalMs = 2_000;
const pollMs = 60_000;

/** Mailboxes that are emptied over IMAP: one connection each, beside one loop that sees to it; and their folders of sent mail. mail.md 3, 11.4 */
export function createFetching(options: Options & { readonly lease: Lease }): FetchingPart {
  const readers: Readers = new Map();
  const state = filerState();
  const fetching = fetchingOf(options);
  const fetcher = createLoop({
    ...options.loop,
    ...{ name: "fetcher", intervalMs },
    tick: () => superviseAccounts(fetching, readers),
  });
  const filer = createLoop({
    ...options.loop,
    ...{ name: "filer", intervalMs: filerIntervalMs },
    tick: () => fileSome({ ...fetching, files: options.files, lease: options.lease, state }),
  });
  return {
    loops: [fetcher, filer],
    async stop() {
      stopFiling(state);
      await filer.stop();
      await fetcher.stop();
      await stopReaders(readers);
    },
  };
}

/** What reading of accounts is made with, on the real world. */
export function fetchingOf(options: Options): Fetching {
  const { performing, files, messageBytesMax, loop } = options;
  const capacity = createCapacity({
    ...options,
    unread: () => performing.store.read((reading) => reading.messages.unread()),
  });
  return {
    ...{ performing, messageBytesMax, pollMs: options.pollMs ?? pollMs },
    ...{ owner: options.owner, clock: options.clock, chance: options.chance },
    ...{ pace: loop.pace, metrics: loop.metrics, wake: loop.wake },
    source: imapSource(files, messageBytesMax),
    credentials: createAccess({ performing, clock: options.clock, tokens: options.tokens ?? tokens }),
    incoming: (account, arrived) => incomingOf(options, account, arrived),
    hindrance: () => hindranceOf(capacity),
  };
}

/** What speaks IMAP and OAuth 2 is loaded with the first account: many centres have none, and a start does not wait for it. */
const imapSource = (files: Files, messageBytesMax: number): MailSource => ({
  async open(account, credentials, stopping) {
    const { createImapSource } = await import("../adapters/imap/source.ts");
    return createImapSource(files, { ...imapDefaults, messageBytesMax }).open(account, credentials, stopping);
  },
});

const tokens: Tokens = {
  async refresh(account) {
    const { createTokens } = await import("../adapters/oauth/tokens.ts");
    return createTokens().refresh(account);
  },
};

/** Received when we have it: a mail server's dates are never our memory (mail.md 0.6); its own stays beside it. What is asked for on purpose keeps its date. */
async function incomingOf(
  { performing, files, clock }: Options,
  account: MailAccount,
  { message, raw, isTooBig, isWanted, startedAt }: Arrived,
): Promise<IncomingMail> {
  const { head, recognised } = await recognisedOf(files, raw);
  const print = fingerprint(recognised);
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
    raw: await keptRaw(files, raw),
    envelopeFrom: envelope.from ?? print.from?.address ?? "",
    recipients: [{ mailbox: mailbox.id, address: envelope.recipient ?? mailbox.address }],
    receivedAt: isWanted ? (arrivedAt ?? clock.wall()) : clock.wall(),
    session: {
      ...{ source: "imap", host: account.host, folder: account.folder, uid: message.uid },
      ...(arrivedAt === undefined ? {} : { arrivedAt: isoTime(arrivedAt) }),
      ...(isTooBig ? { isTooBig, size: message.size } : {}),
      ...(isOldAtFirstConnect(arrivedAt, startedAt) ? { isOldAtFirstConnect: true } : {}),
    },
  };
}

async function hindranceOf(capacity: ReturnType<typeof createCapacity>) {
  switch (await capacity()) {
    case "disk":
      return new SourceFailed("space", "there is too little space for mail");
    case "backlog":
      return new SourceFailed("backlog", "too many mails wait to be read");
    case "ok":
      return undefined;
  }
}
