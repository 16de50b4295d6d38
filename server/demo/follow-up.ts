import type { DemoEnvelope } from "./deliver.ts";
import { dateField, headerValue, idsIn, joinMessage, splitMessage } from "./headers.ts";

/** What a customer writes back, ready to be delivered. */
export type FollowUp = { readonly envelope: DemoEnvelope; readonly raw: Buffer };

/** An agent's mail as it left for the customer. */
export type OutgoingMail = { readonly envelope: DemoEnvelope; readonly raw: Buffer };

/** What names the thread of an outgoing mail: the first id of its References, or its own id. Empty: the mail has no id. */
export function threadOf(raw: Buffer): string {
  const { fields } = splitMessage(raw);
  return idsIn(`${headerValue(fields, "references")} ${headerValue(fields, "message-id")}`)[0] ?? "";
}

/**
 * The customer's `turn`-th answer (from 0) to an agent's mail, in the customer's language; it joins the thread by In-Reply-To and
 * References (RFC 5322 §3.6.4). Nothing for automatic mail (RFC 3834 §2) and for mail without an id or a recipient.
 */
export function followUp(mail: OutgoingMail, turn: number, at: Date, mark: string): FollowUp | undefined {
  const { fields } = splitMessage(mail.raw);
  const id = idsIn(headerValue(fields, "message-id"))[0];
  const customer = mail.envelope.to[0];
  const automatic = !["", "no"].includes(headerValue(fields, "auto-submitted").toLowerCase());
  const from = headerValue(fields, "from");
  const mailbox = from.match(/[^\s<>"]+@[^\s<>"]+/)?.[0];
  if (id === undefined || customer === undefined || mailbox === undefined || automatic) return undefined;

  const domain = customer.slice(customer.lastIndexOf("@") + 1).toLowerCase();
  const texts = textsByDomain[domain] ?? english;
  const header = [
    { name: "Date", value: dateField(at) },
    { name: "From", value: sender(headerValue(fields, "to"), customer) },
    { name: "To", value: from },
    { name: "Subject", value: answered(headerValue(fields, "subject")) },
    { name: "Message-ID", value: `<answer.${mark}@${domain}>` },
    { name: "In-Reply-To", value: id },
    { name: "References", value: [...idsIn(headerValue(fields, "references")), id].join(" ") },
    { name: "MIME-Version", value: "1.0" },
    { name: "Content-Type", value: "text/plain; charset=utf-8" },
    { name: "Content-Transfer-Encoding", value: "base64" },
  ];
  const text = texts[turn % texts.length] ?? "";
  return { envelope: { from: customer, to: [mailbox] }, raw: joinMessage(header, base64Body(text)) };
}

const english = [
  "Thank you for the quick answer! One more question: will I get a message when it is done?\r\n",
  "Perfect, that is all I needed. Thanks again and have a good day.\r\n",
];
const german = [
  "Vielen Dank für die schnelle Antwort! Noch eine Frage: Bekomme ich eine Nachricht, wenn es so weit ist?\r\n",
  "Wunderbar, mehr wollte ich nicht wissen. Schöne Grüße!\r\n",
];
const french = [
  "Merci pour votre réponse rapide ! Une dernière question : serai-je prévenu quand ce sera fait ?\r\n",
  "Parfait, merci encore et bonne journée.\r\n",
];
const spanish = [
  "¡Gracias por la respuesta tan rápida! Una pregunta más: ¿me avisarán cuando esté listo?\r\n",
  "Perfecto, muchas gracias y un saludo.\r\n",
];
const textsByDomain: Readonly<Record<string, readonly string[]>> = {
  "kunde.test": german,
  "client.test": french,
  "atelier-sud.test": french,
  "cliente.test": spanish,
};

/** The name under which the agent wrote to the customer, when To names only that one address. */
function sender(to: string, customer: string): string {
  return to.split("@").length === 2 && to.includes(customer) ? to : customer;
}

function answered(subject: string): string {
  return /^re:/i.test(subject) ? subject : `Re: ${subject}`;
}

function base64Body(text: string): Buffer {
  const encoded = Buffer.from(text).toString("base64");
  return Buffer.from(`${(encoded.match(/.{1,76}/g) ?? []).join("\r\n")}\r\n`);
}
