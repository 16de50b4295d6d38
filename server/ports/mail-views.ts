import type { ImageConsent } from "../domain/desktop/image-consent.ts";
import type { MailView } from "../domain/desktop/mail-view.ts";

export interface MailViewReads {
  byTicket(hash: string): Promise<MailView | undefined>;
  /** Of this user, in the order of their keys; at most 1,000. */
  consents(user: string): Promise<readonly ImageConsent[]>;
}

export interface MailViewRows {
  create(view: MailView): Promise<void>;
  /** Asking twice is asking once. */
  addConsent(user: string, consent: ImageConsent): Promise<void>;
  removeConsent(user: string, consent: ImageConsent): Promise<void>;
}
