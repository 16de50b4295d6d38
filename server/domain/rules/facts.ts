import type { Contact } from "../contact/contact.ts";
import type { UserData } from "../interaction/interaction.ts";
import type { Address } from "../mail/address.ts";
import { languageOf, tagOf } from "../mail/language.ts";
import type { Field } from "../mail/mail-facts.ts";
import { withoutTag } from "../mail/own-mailboxes.ts";
import { beginningOfNew } from "../mail/reply/stored-ranges.ts";
import type { TextRange } from "../mail/reply/text-ranges.ts";
import type { SenderVerdict } from "../mail/sender-verdict.ts";

/** What rules can ask of a received mail: the same when it is read and when somebody simulates. */
export type RuleFacts = {
  /** The main address of the mailbox that received it. */
  readonly mailbox: string;
  /** The name of the queue of that mailbox. */
  readonly queue: string;
  readonly from: { readonly address: string; readonly name: string };
  /** To and Cc, and whom the envelope named. */
  readonly to: readonly string[];
  readonly subject: string;
  /** The beginning of what is new in it. */
  readonly text: string;
  readonly headers: readonly Field[];
  /** BCP 47; undefined: nothing speaks for one. */
  readonly language: string | undefined;
  readonly class: string;
  /** Undefined: nobody asked. */
  readonly verdict: SenderVerdict | undefined;
  readonly attachments: readonly { readonly name: string; readonly mime: string }[];
  /** Attributes of the contact, the primary value of each. */
  readonly contact: Readonly<Record<string, string>>;
  readonly userData: UserData;
  /** It continues a thread. */
  readonly isReply: boolean;
};

/** Characters of a text, or of any other field, that are looked at. */
export const ruleTextMax = 20_000;

/** A mail as reading and the store know it. */
export type RuledMail = Omit<RuleFacts, "from" | "to" | "text" | "language" | "contact"> & {
  readonly from: Address | undefined;
  readonly recipients: readonly string[];
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
  readonly text: string;
  readonly ranges?: readonly TextRange[] | undefined;
  readonly contact: Pick<Contact, "firstName" | "lastName" | "attributes"> | undefined;
};

/** What rules see of it. Addresses that carry a tag stand there with and without it. */
export function factsOf(mail: RuledMail): RuleFacts {
  const { from, recipients, to, cc, contact } = mail;
  const text = beginningOfNew(mail, ruleTextMax);
  const addressed = [...recipients, ...[...to, ...cc].map(({ address }) => address)];
  return {
    ...mail,
    text,
    from: from ?? { address: "", name: "" },
    to: [...new Set(addressed.flatMap((address) => [address, withoutTag(address)]))],
    language: tagOf(languageOf(text)),
    contact: contact === undefined ? {} : valuesOf(contact),
  };
}

const valuesOf = ({ firstName, lastName, attributes }: NonNullable<RuledMail["contact"]>) => ({
  ...{ firstName, lastName },
  ...Object.fromEntries(
    Object.entries(attributes).flatMap(([name, values]) => {
      const first = values.find(({ primary }) => primary) ?? values[0];
      return first === undefined ? [] : [[name, first.value]];
    }),
  ),
});
