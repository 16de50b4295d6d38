import type { Classified } from "../../domain/mail/classify.ts";
import type { Placing } from "../../domain/mail/placing.ts";
import { receivedUserData } from "../../domain/mail/received-user-data.ts";
import { type SenderVerdict, verdictWords } from "../../domain/mail/sender-verdict.ts";
import type { Contact } from "../../ports/contacts.ts";
import type { ReadMessage } from "../../ports/mail.ts";
import type { Belonging } from "./belonging.ts";

/** The user data of a read mail as far as its header tells (wire.md 11). */
export const userDataOf = (read: ReadMessage, mailbox: string, contact: Contact | undefined, autoReplyCount: number) =>
  receivedUserData({
    mailbox,
    headers: read.headers,
    from: read.from,
    subject: read.subject,
    attachments: read.attachments,
    contact: contact ?? { id: "", firstName: "", lastName: "", lastAgent: undefined },
    autoReplyCount,
  });

/** What was found out about a mail besides its content. */
export type MarkedMail = {
  readonly read: ReadMessage;
  readonly classified: Classified;
  readonly belonging: Belonging;
  readonly placing: Placing;
  readonly verdict?: SenderVerdict | undefined;
  /** What the scanner found, for those who see the mail. */
  readonly marks: Readonly<Record<string, string>>;
  /** A mail of other content with the same Message-ID. */
  readonly reusedFrom: string | undefined;
};

/** What an agent should see beside the mail, and routing may ask for (mail.md 5.2, 6). */
export const marksOf = ({
  belonging,
  classified,
  placing,
  verdict,
  marks,
  read,
  reusedFrom,
}: MarkedMail): Readonly<Record<string, string>> => ({
  ...marks,
  ...(read.defects.length === 0 ? {} : { MailDefects: read.defects.join("; ").slice(0, defectsMax) }),
  ...(belonging.because === undefined || belonging.because.flags.length === 0
    ? {}
    : { ThreadFlags: belonging.because.flags.join(",") }),
  ...(reusedFrom === undefined ? {} : { MessageIdReused: reusedFrom }),
  ...(classified.class === "human" ? {} : { MailClass: classified.class }),
  ...(placing.kind === "park" ? { ParkedBecause: placing.because } : {}),
  ...(verdict === undefined ? {} : { SenderVerdict: verdictWords(verdict) }),
});

const defectsMax = 2_000;
