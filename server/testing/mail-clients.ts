import { createHash } from "node:crypto";

/** How a mail client, or the server that it sends through, writes an answer. */
export type MailClient = {
  readonly name: string;
  /** What it puts before a subject. */
  readonly prefix: string;
  /** Ids of the mails before, oldest first, as header lines. */
  readonly identify: (ids: readonly string[], conversation: string) => readonly string[];
  /** Its own Message-ID. */
  readonly messageId: (number: number) => string;
  /** False: no header names a mail that we know, so only a token can join. */
  readonly isTraceable: boolean;
};

const newest = (ids: readonly string[]): string => ids.at(-1) ?? "";
const inReplyTo = (ids: readonly string[]): string => `In-Reply-To: ${newest(ids)}`;
const all = (ids: readonly string[]): readonly string[] => [inReplyTo(ids), `References: ${ids.join(" ")}`];
const folded = (ids: readonly string[]): readonly string[] => [`References: ${ids.join("\r\n ")}`, inReplyTo(ids)];
const onlyReply = (ids: readonly string[]): readonly string[] => [inReplyTo(ids)];
const onlyReferences = (ids: readonly string[]): readonly string[] => [`References: ${ids.join("\r\n\t")}`];
const short = (ids: readonly string[]): readonly string[] => [`References: ${newest(ids)}`, inReplyTo(ids)];
const indexed = (ids: readonly string[], conversation: string): readonly string[] => [
  ...all(ids),
  `Thread-Topic: ${conversation}`,
  `Thread-Index: ${threadIndex(conversation)}`,
];
/** Outlook's: a header of six bytes, then what stands for the conversation. */
const threadIndex = (conversation: string): string =>
  Buffer.concat([
    Buffer.from("0101d8000000", "hex"),
    createHash("sha256").update(conversation).digest().subarray(0, 16),
  ]).toString("base64");
const at = (form: string) => (number: number) => `<${form.replace("#", String(number))}>`;

/**
 * Clients as they write today: which of the two headers, in which order and folding, with which prefix and id. The last ones are those
 * whose server writes other ids over ours, and those that name nothing.
 */
export const mailClients: readonly MailClient[] = [
  {
    name: "Apple Mail",
    prefix: "Re: ",
    identify: folded,
    messageId: at("5A1F0C#-7E2B@mac.customer.test"),
    isTraceable: true,
  },
  {
    name: "iPhone",
    prefix: "Re: ",
    identify: all,
    messageId: at("E40B-#-11EC@phone.customer.test"),
    isTraceable: true,
  },
  {
    name: "Outlook, German",
    prefix: "AW: ",
    identify: indexed,
    messageId: at("AM0PR#.eurprd02.prod.test"),
    isTraceable: true,
  },
  {
    name: "Outlook, French",
    prefix: "RE: ",
    identify: indexed,
    messageId: at("PR1P264MB#@PR1P264.test"),
    isTraceable: true,
  },
  {
    name: "Outlook, Swedish",
    prefix: "SV: ",
    identify: indexed,
    messageId: at("HE1PR07#@HE1PR07.test"),
    isTraceable: true,
  },
  { name: "Gmail", prefix: "Re: ", identify: all, messageId: at("CAF=xyz#+abc@mail.gmail.test"), isTraceable: true },
  {
    name: "Gmail on Android",
    prefix: "Re: ",
    identify: short,
    messageId: at("CAK_#.droid@mail.gmail.test"),
    isTraceable: true,
  },
  {
    name: "Thunderbird",
    prefix: "Re: ",
    identify: folded,
    messageId: at("3b7c0d#-9f@customer.test"),
    isTraceable: true,
  },
  { name: "Yahoo", prefix: "Re: ", identify: short, messageId: at("1#.7.1700000@mail.yahoo.test"), isTraceable: true },
  {
    name: "Notes",
    prefix: "Antwort: ",
    identify: onlyReply,
    messageId: at("OF#.C1257-ONC1257@customer.test"),
    isTraceable: true,
  },
  {
    name: "GroupWise",
    prefix: "Antw: ",
    identify: onlyReply,
    messageId: at("5F#0200@gw.customer.test"),
    isTraceable: true,
  },
  {
    name: "mutt",
    prefix: "Re: ",
    identify: onlyReferences,
    messageId: at("2024#.GA7@customer.test"),
    isTraceable: true,
  },
  { name: "K-9", prefix: "Re: ", identify: all, messageId: at("K9-#-4C@customer.test"), isTraceable: true },
  {
    name: "Zimbra",
    prefix: "Re: ",
    identify: all,
    messageId: at("1#.JavaMail.zimbra@customer.test"),
    isTraceable: true,
  },
  { name: "Proton", prefix: "Re: ", identify: folded, messageId: at("pm#==@protonmail.test"), isTraceable: true },
  { name: "Roundcube", prefix: "Re: ", identify: short, messageId: at("rc#@customer.test"), isTraceable: true },
  {
    name: "Horde",
    prefix: "Re: ",
    identify: onlyReferences,
    messageId: at("2024#.Horde.x1@customer.test"),
    isTraceable: true,
  },
  { name: "QQ", prefix: "回复：", identify: onlyReply, messageId: at("tencent_#@qq.test"), isTraceable: true },
  { name: "Mail.ru", prefix: "HA: ", identify: all, messageId: at("17#.f3@mail.ru.test"), isTraceable: true },
  { name: "Samsung", prefix: "Re: ", identify: short, messageId: at("sm#.17@customer.test"), isTraceable: true },
  {
    name: "BlackBerry",
    prefix: "Re: ",
    identify: onlyReferences,
    messageId: at("bb#-12@bes.customer.test"),
    isTraceable: true,
  },
  { name: "Zoho", prefix: "Re:", identify: folded, messageId: at("18#.zoho@customer.test"), isTraceable: true },
  {
    name: "one that loses the brackets",
    prefix: "Re: ",
    identify: (ids) => [`In-Reply-To: ${newest(ids).replace(/[<>]/g, "")}`],
    messageId: at("nb#@customer.test"),
    isTraceable: true,
  },
  {
    name: "one that writes words beside the id",
    prefix: "RE: ",
    identify: (ids) => [`In-Reply-To: Your message of Tuesday ${newest(ids)}`],
    messageId: at("w#@customer.test"),
    isTraceable: true,
  },
  {
    name: "one that joins ids without a blank",
    prefix: "Re: ",
    identify: (ids) => [`References: ${ids.join("")}`],
    messageId: at("j#@customer.test"),
    isTraceable: true,
  },
  {
    name: "Exchange that rewrote our id",
    prefix: "RE: ",
    identify: (ids) => all(ids.map((_, index) => `<010001${index}-a3f@email.rewritten.test>`)),
    messageId: at("rw#@customer.test"),
    isTraceable: false,
  },
  {
    name: "one that names nothing",
    prefix: "Re: ",
    identify: () => [],
    messageId: at("n#@customer.test"),
    isTraceable: false,
  },
];
