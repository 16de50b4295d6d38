import type { Performing } from "../operations/perform.ts";
import type { IncomingMail } from "../operations/system/take-in.ts";
import type { Chance } from "../ports/chance.ts";
import type { Clock } from "../ports/clock.ts";
import type { RawMessage } from "../ports/mail.ts";
import type { MailAccount } from "../ports/mail-accounts.ts";
import type { Credentials, DatedMessage, MailFolder, MailSource, SourceFailed } from "../ports/mail-source.ts";
import type { Metrics } from "../ports/metrics.ts";
import type { Pace } from "../ports/pace.ts";
import type { Wake } from "../ports/wake.ts";

/** What reading of accounts is made with. */
export type Fetching = {
  readonly performing: Performing;
  readonly source: MailSource;
  /** Names this process in claims. */
  readonly owner: string;
  readonly messageBytesMax: number;
  /** How often a folder is looked at even while nothing is told of it. */
  readonly pollMs: number;
  readonly clock: Clock;
  readonly pace: Pace;
  readonly chance: Chance;
  readonly metrics: Metrics;
  readonly wake: Wake;
  /** What an account logs in with now; `refused`: the access token that is not taken. Throws `SourceFailed`, `AccountLost`. */
  readonly credentials: (account: MailAccount, fence: number, refused?: string) => Promise<Credentials>;
  /** A fetched message as it is taken in. */
  readonly incoming: (account: MailAccount, arrived: Arrived) => Promise<IncomingMail>;
  /** Why nothing may be taken in now: too little space, too much unread. */
  readonly hindrance: () => Promise<SourceFailed | undefined>;
};

/** A message that was fetched; `isTooBig`: its header block alone. */
export type Arrived = {
  readonly message: DatedMessage;
  readonly raw: RawMessage;
  readonly isTooBig: boolean;
  /** Somebody asked for it on purpose. */
  readonly isWanted: boolean;
  /** Wall milliseconds of the first look into the account. */
  readonly startedAt: number;
};

/** One account under one connection. */
export type Visit = {
  readonly account: MailAccount;
  readonly fence: number;
  readonly folder: MailFolder;
  readonly suspicion: Suspicion;
  /** Steady time at which the whole folder was last compared with what is known of it. */
  readonly comparedAt: () => number;
  readonly compared: (at: number) => void;
  /** Whether to end after the batch in hand. */
  readonly isStopping: () => boolean;
};

/** What is remembered between connections of messages on which they broke. */
export type Suspicion = {
  /** Fetched one by one until they are through. */
  readonly careful: Set<number>;
  broke: { readonly uid: number; readonly times: number } | undefined;
};

export const noSuspicion = (): Suspicion => ({ careful: new Set(), broke: undefined });

/** Another process reads the account now. */
export class AccountLost extends Error {}
