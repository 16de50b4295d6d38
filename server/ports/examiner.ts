import type { TextRecord } from "../domain/mail/dkim-record.ts";
import type { Advice } from "../domain/mail/dns-advice.ts";
import type { ServersFor } from "../domain/mail/mail-servers.ts";
import type { Trial, TriedAccount } from "./trial.ts";

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
  /** The way into an account, or to the next hop, each step as it is gone. Undefined: so many are tried already. */
  tryWay(way: TriedAccount | "out"): AsyncIterable<Trial> | undefined;
  /** Where mail of the address is read, and how receivers judge mail of its domain. */
  lookUp(address: string): Promise<LookedUp>;
}

/** What DNS says of an address. */
export type LookedUp = ServersFor & { readonly advice: readonly Advice[]; readonly records: readonly TextRecord[] };
