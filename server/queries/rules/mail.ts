import type { Interaction } from "../../domain/interaction/interaction.ts";
import type { Address } from "../../domain/mail/address.ts";
import type { Field } from "../../domain/mail/mail-facts.ts";
import { ownMailboxes } from "../../domain/mail/own-mailboxes.ts";
import type { SenderVerdict } from "../../domain/mail/sender-verdict.ts";
import { factsOf, type RuleFacts } from "../../domain/rules/facts.ts";
import type { Mailbox } from "../../ports/centre.ts";
import type { Reading } from "../../ports/transaction.ts";

/** A mail that somebody made up. */
export type ImaginedMail = {
  readonly from: Address;
  readonly to: readonly Address[];
  readonly subject: string;
  readonly text: string;
  readonly headers: readonly Field[];
  readonly class: string;
  readonly verdict: SenderVerdict | undefined;
  readonly attachments: readonly { readonly name: string; readonly mime: string }[];
};

/** What rules would see of a mail that came in, with its header as it stands in the bytes. */
export async function factsOfReceived(
  reading: Reading,
  interaction: Interaction,
  headers: readonly Field[],
): Promise<RuleFacts | undefined> {
  const content = await reading.interactions.content(interaction.content);
  const found = await reading.readings.of(interaction.id);
  if (content === undefined || found === undefined) return undefined;
  const address = interaction.userData["Mailbox"];
  const mailbox = await mailboxAt(reading, typeof address === "string" ? [address] : []);
  const { class: mailClass, verdict } = found;
  return factsOf({
    ...{ ...content, headers, recipients: [], class: mailClass, verdict, attachments: interaction.attachments },
    ...{ userData: interaction.userData, isReply: interaction.subtype === "InboundCustomerReply" },
    ...{ mailbox: mailbox?.address ?? "", queue: await queueName(reading, mailbox) },
    contact: await reading.contacts.byId(interaction.contact ?? ""),
  });
}

/** What they would see of one that somebody made up: it comes to the first of our mailboxes that it names, and from whoever has its address. */
export async function factsOfImagined(reading: Reading, mail: ImaginedMail): Promise<RuleFacts> {
  const addresses = mail.to.map(({ address }) => address);
  const mailbox = await mailboxAt(reading, addresses);
  return factsOf({
    ...{ ...mail, cc: [], recipients: addresses, userData: {}, isReply: false },
    ...{ mailbox: mailbox?.address ?? "", queue: await queueName(reading, mailbox) },
    contact: await reading.contacts.byAddress(mail.from.address.toLowerCase()),
  });
}

async function mailboxAt(reading: Reading, addresses: readonly string[]): Promise<Mailbox | undefined> {
  const own = ownMailboxes(await reading.centre.mailboxes());
  return addresses.map((address) => own.find(address)?.mailbox).find((found) => found !== undefined);
}

const queueName = async (reading: Reading, mailbox: Mailbox | undefined): Promise<string> =>
  mailbox === undefined ? "" : ((await reading.centre.queue(mailbox.queue))?.name ?? "");
