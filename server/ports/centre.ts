import type { QuotaLimit } from "../domain/delivery/quota.ts";
import type { Queue } from "../domain/queue/queue.ts";

/** What is configured in the centre: queues, mailboxes, workbins, skills, groups, settings. */
export type Mailbox = {
  readonly id: string;
  /** Lower case, domain as A-label. */
  readonly address: string;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly queue: string;
  /** Grows with each change. */
  readonly version: number;
};

export type Workbin = { readonly id: string; readonly name: string; readonly type: "Agent" | "AgentGroup" };
export type Named = { readonly id: string; readonly name: string };

/** Settings in the database; times in milliseconds inside. wire.md 1.10, product.md */
export type Settings = {
  /** As the provisioning file gave them; adapters are made with them. */
  readonly given: unknown;
  readonly publicUrl: string | undefined;
  readonly invitationTimeoutMs: number;
  readonly afterRejectPauseMs: number;
  readonly handlingTimeoutMs: number;
  readonly sendRetryMs: readonly number[];
  readonly sendUnknownPolicy: "hold" | "resend";
  readonly sendGiveUpAfterMs: number;
  /** What the relay's account may send (mail.md 13). */
  readonly sendQuota?: readonly QuotaLimit[];
  readonly sessionIdleTimeoutMs: number;
  readonly longPollTimeoutMs: number;
  readonly attachmentBytesMax: number;
  readonly messageBytesMax: number;
  readonly alwaysHttp200: boolean;
  readonly replyAllStrict: boolean;
  readonly csrfProtection: boolean;
  readonly websocket: boolean;
  readonly corsAllowedOrigins: readonly string[];
  readonly maxExpiredInvitations: number;
  readonly defaultFromAddress: string | undefined;
  readonly recipientsMax: number;
  readonly attachmentsMax: number;
  readonly jsonBytesMax: number;
  readonly notificationBodyMax: number;
  /** Shortest password that people may choose. */
  readonly passwordCharactersMin: number;
  readonly idempotencyTtlMs: number;
  readonly requestRate: number;
  readonly requestBurst: number;
  readonly bayeuxMaxIntervalMs: number;
  readonly bayeuxQueueMax: number;
  readonly dispositions: readonly string[];
  readonly threadWindowMs: number;
  /** Addresses, or `@domain` with what lies below: their mail is parked. */
  readonly blockedSenders?: readonly string[];
  /** Absent in a database of an older release. */
  readonly desktop?: DesktopSettings;
  /** Absent in a database of an older release. */
  readonly jobs?: JobSettings;
  /** States that agents may choose besides Ready and NotReady (wire.md 2.3). */
  readonly notReadyReasons: readonly NotReadyReason[];
  /** Defaults of `interaction-workspace` (wire.md 10.4), key → value. */
  readonly workspace: Readonly<Record<string, string>>;
};

/** Limits of what people have the server do to many e-mails. desktop.md 3.8 */
export type JobSettings = {
  /** E-mails that one job may answer, and how long each answer waits before it goes. */
  readonly repliesMax: number;
  readonly replyHoldMs: number;
  /** E-mails of one job. */
  readonly itemsMax: number;
  /** Unfinished jobs of one user. */
  readonly perUserMax: number;
};

/** desktop.md 13 */
export type DesktopSettings = {
  /** How long what is sent can be called back, when the client does not say. */
  readonly undoSendMs: number;
  readonly mailFrame: "bridge" | "locked";
  readonly remoteImages: "ask" | "never";
  /** Absent in a database of an older release. */
  readonly declineReasons?: readonly string[];
};

/** A NotReady with a name of its own: `operationName` is what clients send, `reason` what is stored. */
export type NotReadyReason = {
  readonly operationName: string;
  readonly displayName: string;
  readonly reason: string | undefined;
  readonly workMode: string | undefined;
};

/** A queue, and how often it was written. */
export type StoredQueue = Queue & { readonly version: number };

export interface CentreReads {
  /** A random secret of this database, for keyed hashes. */
  secret(): Promise<string>;
  /** When the store was last made from a backup, in milliseconds of wall time. */
  restoredAt(): Promise<number | undefined>;
  /** Keyed hash of the provisioning file that was applied last; empty when none was. */
  fingerprint(): Promise<string>;
  settings(): Promise<Settings>;
  queue(id: string): Promise<StoredQueue | undefined>;
  queueNamed(name: string): Promise<StoredQueue | undefined>;
  queues(): Promise<readonly StoredQueue[]>;
  /** Waiting interactions and the oldest's reception, per queue id. Bounded: counts stop at 10,000. */
  waitingCounts(): Promise<
    ReadonlyMap<string, { readonly waiting: number; readonly oldestReceivedAt: number | undefined }>
  >;
  mailboxes(): Promise<readonly Mailbox[]>;
  mailbox(id: string): Promise<Mailbox | undefined>;
  workbins(): Promise<readonly Workbin[]>;
  workbinNamed(name: string): Promise<Workbin | undefined>;
  skills(): Promise<readonly Named[]>;
  groups(): Promise<readonly Named[]>;
}

export interface CentreRows {
  setFingerprint(fingerprint: string): Promise<void>;
  saveSettings(settings: Settings): Promise<void>;
  /** One that is there has another version afterwards. */
  saveQueue(queue: Queue): Promise<void>;
  /** Value: its version now. */
  saveMailbox(mailbox: Omit<Mailbox, "version">): Promise<number>;
  saveWorkbin(workbin: Workbin): Promise<void>;
  saveSkill(skill: Named): Promise<void>;
  saveGroup(group: Named): Promise<void>;
  /** Tells that something was configured: audit only, but for the sessions that end with it. */
  changed(thing: string, name: string, operation: string, more?: ConfigurationNote): Promise<void>;
}

/** What else there is to say of a change of the configuration. */
export type ConfigurationNote = {
  /** For the audit: which properties, never their values. */
  readonly note?: string;
  /** The user whose HTTP and push sessions end. */
  readonly endsSessionsOf?: string;
};
