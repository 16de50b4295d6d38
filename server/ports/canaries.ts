import type { CanaryFacts } from "../domain/mail/canary.ts";

export interface CanaryReads {
  /** Of each mailbox that sends canary mails. `lateBefore`: wall milliseconds; one that was begun earlier should be back. */
  facts(lateBefore: number): Promise<ReadonlyMap<string, CanaryFacts>>;
}

export interface CanaryRows {
  /** Mailboxes whose next canary mail is due; until it is handed over another one is due then. Times are steady. */
  claimDue(now: number, again: number, limit: number): Promise<readonly string[]>;
  /** Its next canary mail is due now. False: it sends none. */
  hasten(mailbox: string, now: number): Promise<boolean>;
  begin(id: string, mailbox: string): Promise<void>;
  /** The next hop has taken it; the next one is due so long after it began. */
  handed(id: string, word: string, begun: number): Promise<void>;
  /** It was not taken. */
  failed(id: string, word: string): Promise<void>;
  /**
   * It came back to one of these mailboxes, again if its content is the same. False: no such canary went out from one of them, or another
   * mail has its id. `at`: wall milliseconds.
   */
  returned(
    id: string,
    came: { readonly mailboxes: readonly string[]; readonly contentSha256: string; readonly at: number },
  ): Promise<boolean>;
}
