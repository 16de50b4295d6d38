import type { UserData } from "../interaction/interaction.ts";
import type { Address } from "./address.ts";

/** What the user data of a received mail is made of. */
export type ReceivedMail = {
  /** The main address of the own mailbox that received it. */
  readonly mailbox: string;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly from: readonly Address[];
  readonly subject: string;
  readonly attachments: readonly { readonly name: string; readonly size: number }[];
  readonly contact: {
    readonly id: string;
    readonly firstName: string;
    readonly lastName: string;
    /** The last agent's user name, and when, ISO 8601. */
    readonly lastAgent: { readonly userName: string; readonly at: string } | undefined;
  };
  /** Automatic answers already sent to this contact in the thread. */
  readonly autoReplyCount: number;
};

/** The keys of wire.md 11 that are known at reception; what is empty is left out. */
export function receivedUserData(mail: ReceivedMail): UserData {
  const { contact, attachments } = mail;
  const sender = mail.from[0];
  const texts = {
    Mailbox: mail.mailbox,
    To: headerValue(mail, "To"),
    FromAddress: sender?.address ?? "",
    FromPersonal: sender?.name ?? "",
    EmailAddress: sender?.address ?? "",
    Subject: mail.subject,
    ...Object.fromEntries(keptHeaders.map((name) => [`Header_${name}`, headerValue(mail, name).slice(0, headerMax)])),
    _AttachmentFileNames: fileNames(attachments),
    Origination_Source: "Email",
    ContactId: contact.id,
    FirstName: contact.firstName,
    LastName: contact.lastName,
    FullName: `${contact.firstName} ${contact.lastName}`.trim(),
    LastCalledAgent_EmployeeID: contact.lastAgent?.userName ?? "",
    LastCalledAgent_TimeStamp: contact.lastAgent?.at ?? "",
  };
  return {
    ...Object.fromEntries(Object.entries(texts).filter(([, value]) => value !== "")),
    ...counted(attachments),
    _AutoReplyCount: mail.autoReplyCount,
  };
}

type Attached = ReceivedMail["attachments"];

/** What of it speaks of attachments, of a mail that got one later: released, or found clean. */
export const attachmentUserData = (attachments: Attached): UserData => ({
  _AttachmentFileNames: fileNames(attachments),
  ...counted(attachments),
});

const fileNames = (attachments: Attached): string => attachments.map(({ name }) => name).join(",");

const counted = (attachments: Attached): UserData => ({
  _ContainsAttachment: attachments.length > 0 ? "true" : "false",
  _AttachmentsSize: String(attachments.reduce((sum, { size }) => sum + size, 0)),
});

const keptHeaders = [
  "Message-ID",
  "Date",
  "Content-Type",
  "MIME-Version",
  "Reply-To",
  "In-Reply-To",
  "References",
  "Auto-Submitted",
  "Precedence",
  "X-Priority",
] as const;
/** Characters of a `Header_` value. */
const headerMax = 2000;

function headerValue({ headers }: ReceivedMail, name: string): string {
  return headers.find((field) => field.name.toLowerCase() === name.toLowerCase())?.value ?? "";
}
