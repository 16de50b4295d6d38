import type { ListedMessage } from "../domain/mail/mailbox-cursor.ts";
import type { SourceTrouble } from "../domain/mail/mailbox-trouble.ts";
import type { RawMessage } from "./mail.ts";

/** What an account logs in with. Never logged, never shown. */
export type Credentials = { readonly password: string } | { readonly accessToken: string };

/** An account on somebody's mail server, and the folder of it that is read. */
export type SourceAccount = {
  readonly host: string;
  readonly port: number;
  readonly tls: "implicit" | "starttls" | "none";
  readonly user: string;
  readonly folder: string;
};

/** Mail that waits on other servers. */
export interface MailSource {
  /** Connects, logs in, tells that it is in, and opens the folder; cut as soon as `stopping` is told. Throws `SourceFailed`. */
  open(
    account: SourceAccount,
    credentials: Credentials,
    stopping?: AbortSignal,
    loggedIn?: () => void,
  ): Promise<MailFolder>;
}

/** An open folder: one connection, one thing asked at a time. Every method throws `SourceFailed`. */
export interface MailFolder {
  /** Selects the folder anew and says what it holds. */
  look(): Promise<FolderState>;
  /** Messages from this UID on, with size and date; some servers add the last one whatever its UID. */
  list(fromUid: number): Promise<readonly DatedMessage[]>;
  /** Those of these messages that are there. */
  listThese(uids: readonly number[]): Promise<readonly DatedMessage[]>;
  /** The UIDs of all messages. */
  uids(): Promise<readonly number[]>;
  /**
   * The whole bytes of messages that were listed, without marking them as read; those that are gone are left out. Large ones are stored
   * files, synced. Throws `MessageUnreadable` for a message that the server cannot or must not give.
   */
  fetch(messages: readonly ListedMessage[]): Promise<readonly FetchedMessage[]>;
  /** The header block alone, cut at 256 kB; undefined when the message is gone. Throws `MessageUnreadable` as `fetch` does. */
  fetchHead(uid: number): Promise<Uint8Array | undefined>;
  /**
   * Marks as read, moves away, or deletes; what is gone already does not matter. Where the server cannot delete these alone, they are
   * marked as deleted and stay.
   */
  settle(uids: readonly number[], after: Settling): Promise<void>;
  /** Whether a message with this Message-ID lies here. */
  holds(messageId: string): Promise<boolean>;
  /** Puts a message here, marked as read. `at`: its date on the server, in wall milliseconds. */
  append(raw: Uint8Array, at: number): Promise<void>;
  /** Room for mail, where the server says (RFC 9208). */
  quota(): Promise<{ readonly usedBytes: number; readonly limitBytes: number } | undefined>;
  /** Waits until the server tells of something new, at most so long. */
  news(withinMs: number): Promise<void>;
  /** Says good-bye, or cuts the connection when that takes too long. */
  close(): Promise<void>;
  /** Cuts the connection: whatever waits on it throws. */
  cut(): void;
}

export type FolderState = {
  readonly uidValidity: string;
  /** UIDs from here on have not been given to any message. */
  readonly uidNext: number;
  readonly exists: number;
};

/** `arrivedAt`: when the server got it, in wall milliseconds; undefined when it does not say. */
export type DatedMessage = ListedMessage & { readonly arrivedAt: number | undefined };

export type FetchedMessage = { readonly uid: number; readonly raw: RawMessage };

export type Settling =
  | { readonly kind: "seen" }
  | { readonly kind: "move"; readonly to: string }
  | { readonly kind: "delete" };

/** The account cannot be read now. The message names the cause in words, and no secret. */
export class SourceFailed extends Error {
  readonly trouble: SourceTrouble;
  constructor(trouble: SourceTrouble, message: string, options?: ErrorOptions) {
    super(message, options);
    this.trouble = trouble;
  }
}

/** One message cannot be had, the folder may go on. */
export class MessageUnreadable extends Error {}
