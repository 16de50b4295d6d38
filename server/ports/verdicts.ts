import type { Client } from "../domain/mail/relayed-client.ts";
import type { SenderVerdict } from "../domain/mail/sender-verdict.ts";
import type { RawMessage } from "./mail.ts";

/** Who handed the mail in, as far as it is known. */
export type HandedIn = {
  readonly raw: RawMessage;
  readonly client: Client;
  /** Of MAIL FROM; empty for `<>`. */
  readonly envelopeFrom: string;
};

/** Asks SPF, DKIM, DMARC and ARC about a mail. Never throws on content or DNS: what cannot be known now is `temperror`. mail.md 4.1 */
export interface Verdicts {
  check(mail: HandedIn): Promise<SenderVerdict>;
  stop(): Promise<void>;
}
