import { mailClasses } from "../mail/class-signs.ts";
import { fieldValues } from "../mail/mail-facts.ts";
import { type SenderVerdict, senderProof, senderProofs, verdictResults } from "../mail/sender-verdict.ts";
import { type RuleFacts, ruleTextMax } from "./facts.ts";

type Kind = "text" | "address" | "number";
type Field = {
  readonly kind: Kind;
  readonly of: (facts: RuleFacts) => readonly (string | undefined)[];
  /** All that can stand there; absent: anything can. */
  readonly words?: readonly string[];
};

const yesOrNo: readonly string[] = ["yes", "no"];
const yes = (is: boolean): string => (is ? "yes" : "no");
const ofVerdict = (of: (verdict: SenderVerdict) => string, words: readonly string[] = verdictResults): Field => ({
  ...{ kind: "text", words },
  of: ({ verdict }) => (verdict === undefined ? [] : [of(verdict)]),
});
const text = (of: Field["of"]): Field => ({ kind: "text", of });
const oneOf = (words: readonly string[], of: Field["of"]): Field => ({ kind: "text", words, of });
const address = (of: Field["of"]): Field => ({ kind: "address", of });

/** field → what a mail has there; of several values one is enough. */
const fields: Readonly<Record<string, Field>> = {
  mailbox: address(({ mailbox }) => [mailbox]),
  to: address(({ to }) => to),
  from: address(({ from }) => [from.address]),
  fromName: text(({ from }) => [from.name]),
  subject: text(({ subject }) => [subject]),
  text: text((facts) => [facts.text]),
  queue: text(({ queue }) => [queue]),
  language: text(({ language }) => [language]),
  class: oneOf(mailClasses, (facts) => [facts.class]),
  isReply: oneOf(yesOrNo, ({ isReply }) => [yes(isReply)]),
  spf: ofVerdict(({ spf }) => spf),
  dkim: ofVerdict(({ dkim }) => dkim),
  dmarc: ofVerdict(({ dmarc }) => dmarc),
  arc: ofVerdict(({ arc }) => arc),
  aligned: ofVerdict(({ isAligned }) => yes(isAligned), yesOrNo),
  sender: oneOf(senderProofs, ({ verdict }) => [senderProof(verdict)]),
  attachment: text(({ attachments }) => attachments.map(({ name }) => name)),
  attachmentType: text(({ attachments }) => attachments.map(({ mime }) => mime)),
  attachments: { kind: "number", of: ({ attachments }) => [String(attachments.length)] },
};

/** prefix → fields of any name below it. */
const families: readonly (readonly [
  prefix: string,
  of: (facts: RuleFacts, name: string) => ReturnType<Field["of"]>,
])[] = [
  ["header.", ({ headers }, name) => fieldValues(headers, name)],
  ["contact.", ({ contact }, name) => [own(contact, name)]],
  ["userData.", ({ userData }, name) => [own(userData, name)]],
];

/** The field of a condition; undefined: there is no such field. */
export function ruleField(name: string): Field | undefined {
  if (Object.hasOwn(fields, name)) return fields[name];
  const family = families.find(([prefix]) => name.startsWith(prefix) && name.length > prefix.length);
  if (family === undefined) return undefined;
  const [prefix, of] = family;
  return text((facts) => of(facts, name.slice(prefix.length)));
}

/** What a mail has in a field, the beginning of it, without what is empty. Strangers write it, so its length has an end. */
export const valuesIn = (facts: RuleFacts, { of }: Field): readonly string[] =>
  of(facts).flatMap((value = "") => (value === "" ? [] : [value.slice(0, ruleTextMax)]));

/** The fields that stand for themselves, each with all that can stand there where that is known. */
export const fieldsKnown: readonly ({ readonly name: string } & Pick<Field, "kind" | "words">)[] = Object.entries(
  fields,
).map(([name, { kind, words }]) => ({ name, kind, ...(words === undefined ? {} : { words }) }));

/** `header`: there are fields of any name below these, `header.X-Plan`. */
export const fieldFamilies: readonly string[] = families.map(([prefix]) => prefix.slice(0, -1));

/** Names of fields, for messages. */
export const fieldNames: readonly string[] = [...Object.keys(fields), ...families.map(([prefix]) => `${prefix}<name>`)];

function own(record: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const value = Object.hasOwn(record, name) ? record[name] : undefined;
  return typeof value === "object" || value === undefined ? undefined : String(value);
}
