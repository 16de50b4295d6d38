import type { FilingKind } from "../domain/delivery/sent-folder.ts";

/** What is to be done in the folder of sent mail of an account. Times are steady. mail.md 11.4 */
export type Filing = {
  readonly interaction: string;
  readonly kind: FilingKind;
  readonly mailbox: string;
  readonly messageId: string;
  readonly begun: number;
  /** Looks that went through. */
  readonly looks: number;
  /** Tries in a row that failed. */
  readonly failures: number;
};

/** One that is due, with the sealed bytes and the fence of the account. `sealedAt`: wall milliseconds. */
export type DueFiling = {
  readonly filing: Filing;
  readonly fence: number;
  readonly sha256: string;
  readonly sealedAt: number;
};

export interface SentFolderReads {
  /** Due at accounts that this process reads and that can be read, oldest first. */
  due(owner: string, now: number, limit: number): Promise<readonly DueFiling[]>;
}

export interface SentFolderRows {
  /** Mails were sent: nobody looks for them any more, and they are copied where their mailbox's account asks for that. */
  sent(mails: readonly Pick<Filing, "mailbox" | "interaction" | "messageId">[]): Promise<void>;
  /** Has a mail looked for where the mailbox's account names a folder of sent mail, anew if it was before. `holdsUntil`: as long it is not claimed. */
  look(
    mailbox: string,
    mail: Pick<Filing, "interaction" | "messageId">,
    at: { readonly due: number; readonly holdsUntil: number | undefined },
  ): Promise<void>;
  lock(interaction: string, kind: FilingKind): Promise<Filing | undefined>;
  /** A look went through; the next one is due then, and nothing waits for it. */
  looked(filing: Filing, due: number): Promise<void>;
  /** A try failed; the next one is due then. */
  failed(filing: Filing, due: number, cause: string): Promise<void>;
  end(interaction: string, kind: FilingKind): Promise<void>;
}
