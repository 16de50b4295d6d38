import type { Mac } from "../mail/token.ts";

/** What is shown of an e-mail: itself, the original that its draft quotes, itself for paper, its bytes as text. desktop.md 6 */
export type MailPart = "html" | "quote" | "print" | "source";

/** How the frame is fenced: `bridge` may run our one script, `locked` none. desktop.md 6 */
export type MailFrame = "bridge" | "locked";

/** One e-mail that one person may look at for a while. */
export type MailView = {
  /** Keyed hash of the ticket. */
  readonly ticket: string;
  readonly user: string;
  /** The HTTP session that asked, as a hash; it ends with that session. */
  readonly session: string | undefined;
  readonly interaction: string;
  readonly part: MailPart;
  readonly mode: MailFrame;
  readonly showsRemote: boolean;
  /** Addresses of pictures from outside. */
  readonly remote: readonly string[];
  /** Wall time in milliseconds. */
  readonly expiresAt: number;
};

export const viewLastsMs = 300_000;

/** A ticket as it is stored: whoever reads the database can show nothing with it. */
export const ticketHash = (ticket: string, mac: Mac): string =>
  [...mac(`mail-view ${ticket}`)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
