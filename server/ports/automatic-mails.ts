import type { AutomaticHistory } from "../domain/mail/automatic-limits.ts";

export type AutomaticMail = {
  readonly interaction: string;
  readonly thread: string;
  /** Lower case; of ours to whom it went. */
  readonly address: string | undefined;
  readonly isOurs: boolean;
  /** Wall time in milliseconds. */
  readonly at: number;
};

export interface AutomaticMailReads {
  /** What limits are counted from, of the last two days, at most 100 each. */
  history(thread: string, address: string): Promise<AutomaticHistory>;
  /** Automatic answers already sent to this address (lower case) in the thread: `_AutoReplyCount`. */
  answered(thread: string, address: string): Promise<number>;
  /** Whether the address (lower case) is an agent's own. */
  isAgents(address: string): Promise<boolean>;
}

export interface AutomaticMailRows {
  note(mail: AutomaticMail): Promise<void>;
  /** Takes the one answer of this kind on this day (days since 1970) in the thread; false when it was taken before. */
  take(key: {
    readonly thread: string;
    readonly kind: string;
    readonly day: number;
    readonly interaction: string;
  }): Promise<boolean>;
}
