import type { UidOutcome } from "../domain/mail/mailbox-account.ts";
import type { FilingTrouble } from "../domain/mail/mailbox-alarms.ts";
import type { Cursor } from "../domain/mail/mailbox-cursor.ts";
import type { SourceTrouble } from "../domain/mail/mailbox-trouble.ts";
import type { SourceAccount } from "./mail-source.ts";

/** An account that is emptied into a mailbox. mail.md 3 */
export type MailAccount = SourceAccount & {
  readonly mailbox: string;
  /** Main address of the mailbox. */
  readonly address: string;
  /** Sealed for `accountSecret(mailbox)`. */
  readonly secret: string;
  /** Not: it is left alone until somebody switches it on. */
  readonly isEnabled: boolean;
  readonly after: "keep" | "seen" | "move" | "delete";
  readonly moveTo: string | undefined;
  /** Where what was sent lies; undefined: nobody says. */
  readonly sentFolder: string | undefined;
  /** Whether we put a copy there of what we have sent. */
  readonly copiesSent: boolean;
  /** Wall milliseconds: what came to the server before stays there. */
  readonly since: number | undefined;
  /** Grows whenever somebody asks for a try at once. */
  readonly round: number;
};

/** A folder as far as it was taken in. */
export type SourceFolder = {
  readonly id: number;
  readonly cursor: Cursor;
  /** UIDs below were given away when it was last looked at; 0: never under this UIDVALIDITY. */
  readonly uidNext: number;
  /** Wall milliseconds of the first look, whatever UIDVALIDITY was then. */
  readonly startedAt: number;
};

/** Names a folder under one UIDVALIDITY. */
export type FolderKey = { readonly id: number; readonly uidValidity: string };

export type UidAccount = {
  readonly uid: number;
  readonly outcome: UidOutcome;
  readonly tries: number;
  /** Steady time; of `retrying`. */
  readonly nextTry: number | undefined;
  /** Somebody asked for it on purpose. */
  readonly isWanted: boolean;
};

/** The account of a UID as it is written. */
export type NewUidAccount = {
  readonly uid: number;
  readonly outcome: UidOutcome;
  readonly interaction?: string;
  readonly contentKey?: string;
  readonly tries?: number;
  readonly nextTry?: number | undefined;
  /** Whether nothing is left to be done on the server. */
  readonly isSettled: boolean;
};

/** What the last looks into an account said. Times are wall milliseconds. */
export type MailboxHealth = {
  readonly mailbox: string;
  readonly passedAt: number | undefined;
  readonly failing:
    | {
        readonly since: number;
        readonly kind: SourceTrouble;
        readonly cause: string;
        readonly nextTryAt: number | undefined;
      }
    | undefined;
  /** Nobody logs in until somebody acts; then no try comes next. */
  readonly stoppedAt: number | undefined;
  readonly isOff: boolean;
  readonly onServer: number;
  readonly waiting: number;
  readonly oldestWaitingAt: number | undefined;
  readonly unaccounted: number;
  readonly tokenExpiresAt: number | undefined;
  /** Until when new tokens can be had, where the endpoint says. */
  readonly grantExpiresAt: number | undefined;
  /** Room on the mail server, where it says. */
  readonly quota: { readonly usedBytes: number; readonly limitBytes: number } | undefined;
  /** What waits for the folder of sent mail because the last try failed. */
  readonly filing: FilingTrouble | undefined;
};

export type PassResult = Pick<MailboxHealth, "onServer" | "waiting" | "oldestWaitingAt" | "unaccounted" | "quota">;

export interface MailAccountReads {
  all(): Promise<readonly MailAccount[]>;
  /** The access token in use, sealed (`openToken`). */
  token(mailbox: string): Promise<string | undefined>;
  /** Accounts of the UIDs from this one on. */
  accountedFrom(folder: FolderKey, fromUid: number): Promise<readonly UidAccount[]>;
  /** Those of these UIDs that have no account at all. */
  withoutAccount(folder: FolderKey, uids: readonly number[]): Promise<readonly number[]>;
  /** Accounts of messages below this UID that somebody asked for and that were not taken in yet. */
  wantedBelow(folder: FolderKey, uid: number, limit: number): Promise<readonly UidAccount[]>;
  /** Messages that still have to be flagged, moved or deleted on the server, oldest first; canary mails are to be deleted. */
  unsettled(folder: FolderKey, limit: number): Promise<readonly { readonly uid: number; readonly isCanary: boolean }[]>;
  /** Of every mailbox that has an account and was looked into. */
  health(): Promise<readonly MailboxHealth[]>;
}

export interface MailAccountRows {
  /** `keepsToken`: it logs in as before, so the token in use stays. */
  save(account: Omit<MailAccount, "address" | "round">, keepsToken: boolean): Promise<void>;
  /** Whether an account still logs in with the same sealed secret and token; it stays so until the transaction ends. */
  logsInAs(mailbox: string, by: { readonly secret: string; readonly token: string | undefined }): Promise<boolean>;
  /** `grantExpiresAt` undefined: as before. */
  keepToken(mailbox: string, sealed: string, expiresAt: number, grantExpiresAt: number | undefined): Promise<void>;
  /** Nobody logs in any more until somebody acts; a process that lost the account stops nothing. */
  stop(mailbox: string, fence: number): Promise<void>;
  /** A try at once, also of an account that was stopped. False: the mailbox has none. */
  resume(mailbox: string): Promise<boolean>;
  /** The mailbox is no longer read from elsewhere; what was read stays in its ledger. */
  remove(mailbox: string): Promise<void>;
  /** Makes the process the one that reads the account, unless it is stopped or another that lives does; then undefined. Value: the new fence. */
  claim(mailbox: string, owner: string): Promise<number | undefined>;
  /** Whether the fence is still the account's; its row is locked until the transaction ends. */
  holds(mailbox: string, fence: number): Promise<boolean>;
  folder(mailbox: string, account: string, folder: string): Promise<SourceFolder | undefined>;
  /** Begins a folder, or begins it anew under another UIDVALIDITY. */
  startFolder(mailbox: string, account: string, folder: string, cursor: Cursor): Promise<SourceFolder>;
  /** Forwards only. */
  advance(folder: FolderKey, to: { readonly completeTo: number; readonly uidNext?: number }): Promise<void>;
  /** Whether this UID has an account that is final. */
  isAccounted(folder: FolderKey, uid: number): Promise<boolean>;
  /** The interaction of the same mail that this mailbox gave before; empty for one that made none. */
  givenBefore(mailbox: string, contentKey: string): Promise<string | undefined>;
  account(folder: FolderKey, mailbox: string, account: NewUidAccount): Promise<void>;
  /** Has a message taken in at the next look, which comes soon. `taken`: it has its interaction, or waits for it. */
  want(
    mailbox: string,
    message: { readonly folder: string; readonly uidValidity: string; readonly uid: number },
  ): Promise<"wanted" | "unknown" | "taken">;
  markSettled(folder: FolderKey, uids: readonly number[]): Promise<void>;
  notePass(mailbox: string, result: PassResult): Promise<void>;
  noteFailure(
    mailbox: string,
    failure: { readonly kind: SourceTrouble; readonly cause: string; readonly nextTryAt: number },
  ): Promise<void>;
}
