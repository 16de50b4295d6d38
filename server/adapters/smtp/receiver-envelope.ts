import type { SMTPServerAddress, SMTPServerSession } from "smtp-server";
import type { Admission } from "./receiver-admission.ts";
import type { AcceptOutcome, CapacityAnswer, ReceivedRecipient, RecipientAnswer } from "./receiver-mail.ts";
import { Refused, type ReplyName } from "./replies.ts";

export type EnvelopeOptions = {
  readonly recipients: (address: string) => Promise<RecipientAnswer>;
  readonly capacity: (from: string) => Promise<CapacityAnswer>;
  readonly admission: Admission;
  readonly unknownRecipientsMax: number;
};

/** Answers MAIL and RCPT: what can be known there is never saved up for the dot (mail.md 2.3). Both throw `Refused`. */
export type EnvelopeCheck = {
  mailFrom(address: SMTPServerAddress, session: SMTPServerSession): Promise<void>;
  rcptTo(address: SMTPServerAddress, session: SMTPServerSession): Promise<void>;
  /** The mailboxes of the session's current envelope, each once. */
  recipientsOf(session: SMTPServerSession): readonly ReceivedRecipient[];
  /** What each recipient is told after the dot, in their order (RFC 2033 §4.2). */
  each(session: SMTPServerSession, outcome: AcceptOutcome): readonly string[];
};

const noCapacity = { disk: "noSpace", backlog: "backlog", sender: "senderWaits" } as const satisfies Record<
  string,
  ReplyName
>;

export function createEnvelopeCheck(options: EnvelopeOptions): EnvelopeCheck {
  const mailboxes = new WeakMap<SMTPServerAddress, string>();
  const unknownInRow = new WeakMap<SMTPServerSession, number>();

  const countUnknown = (session: SMTPServerSession): ReplyName => {
    const count = (unknownInRow.get(session) ?? 0) + 1;
    unknownInRow.set(session, count);
    return count > options.unknownRecipientsMax ? "tooManyUnknown" : "unknownUser";
  };

  return {
    mailFrom: async (address, session) => {
      const tooFast = options.admission.mail(session.remoteAddress);
      if (tooFast !== undefined) throw new Refused(tooFast);
      const capacity = await options.capacity(address.address);
      if (capacity !== "ok") throw new Refused(noCapacity[capacity]);
    },
    rcptTo: async (address, session) => {
      const answer = await options.recipients(address.address);
      if ("mailbox" in answer) {
        mailboxes.set(address, answer.mailbox);
        unknownInRow.delete(session);
        return;
      }
      throw new Refused(answer.refused === "relay" ? "noRelay" : countUnknown(session));
    },
    each: (session, { accepted, each }) =>
      session.envelope.rcptTo.map((recipient) => `2.0.0 ${each?.get(mailboxes.get(recipient) ?? "") ?? accepted}`),
    recipientsOf: (session) => {
      const byMailbox = new Map<string, ReceivedRecipient>();
      for (const recipient of session.envelope.rcptTo) {
        const mailbox = mailboxes.get(recipient);
        if (mailbox === undefined || byMailbox.has(mailbox)) continue;
        byMailbox.set(mailbox, { mailbox, address: recipient.address });
      }
      return [...byMailbox.values()];
    },
  };
}
