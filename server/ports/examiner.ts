import type { TextRecord } from "../domain/mail/dkim-record.ts";

/** What was examined, and how it is. `fail`: it does not work, or will not be believed; `warn`: it works, and could be better. */
export type Finding = { readonly area: string; readonly level: "ok" | "warn" | "fail"; readonly text: string };

/** What was found, and what should stand in DNS. */
export type Examination = { readonly findings: readonly Finding[]; readonly records: readonly TextRecord[] };

/** Looks at the machine, and asks the servers that mail comes from and goes to. Changes nothing of what is stored. product.md */
export interface Examiner {
  /** All that `postroom doctor` looks at. Whoever asks while it is looked at gets the same. `at`: wall milliseconds, when it was begun. */
  examine(): Promise<Examination & { readonly at: number }>;
  /** Where the mail of a mailbox comes from: whether its account lets us in now, and what is wrong with it. */
  tryIn(mailbox: string): Promise<readonly Finding[]>;
  /** The next hop of outgoing mail: whether it can be reached, and takes our account. */
  tryOut(): Promise<readonly Finding[]>;
}
