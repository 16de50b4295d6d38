/** What the centre knows of an address that a mail is going to. Addresses in lower case. */
export type KnownRecipient = {
  readonly address: string;
  readonly isAgents: boolean;
  readonly contact: string | undefined;
  readonly isBouncing: boolean;
};

/** Facts for the recipient guard (mail.md 9); every list is bounded. */
export interface GuardReads {
  recipients(addresses: readonly string[]): Promise<readonly KnownRecipient[]>;
  /** Everybody outside who takes part in a thread, and what colleagues noted on it and its e-mails. */
  thread(id: string): Promise<{ readonly participants: readonly string[]; readonly notes: readonly string[] }>;
  /** The cases of other threads among these interaction ids, with everybody outside who takes part. */
  otherCases(
    thread: string,
    ids: readonly string[],
  ): Promise<readonly { readonly id: string; readonly participants: readonly string[] }[]>;
}
