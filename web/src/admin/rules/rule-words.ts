import type { Key, Say } from "../../i18n/words.ts";
import type { Condition, Setting } from "./rule.ts";

/** What can be asked of a mail, by the server's name of it. */
const fieldKeys = {
  mailbox: "rules.field.mailbox",
  to: "rules.field.to",
  from: "rules.field.from",
  fromName: "rules.field.fromName",
  subject: "rules.field.subject",
  text: "rules.field.text",
  queue: "rules.field.queue",
  language: "rules.field.language",
  class: "rules.field.class",
  isReply: "rules.field.isReply",
  sender: "rules.field.sender",
  aligned: "rules.field.aligned",
  attachment: "rules.field.attachment",
  attachmentType: "rules.field.attachmentType",
  attachments: "rules.field.attachments",
} as const satisfies Readonly<Record<string, Key>>;

const familyKeys = {
  header: "rules.field.header",
  contact: "rules.field.contact",
  userData: "rules.field.userData",
} as const satisfies Readonly<Record<string, Key>>;

/** `header` and `X-Plan` of `header.X-Plan`; undefined: it stands for itself. */
export function familyIn(
  field: string,
): { readonly family: keyof typeof familyKeys; readonly name: string } | undefined {
  const [, family, name] = /^(header|contact|userData)\.(.*)$/s.exec(field) ?? [];
  return isFamily(family) && name !== undefined ? { family, name } : undefined;
}

const isFamily = (word: string | undefined): word is keyof typeof familyKeys =>
  word !== undefined && Object.hasOwn(familyKeys, word);

/** A field in words; what has none, such as `spf`, is called as everywhere. */
export function fieldWords(say: Say, field: string): string {
  const found = familyIn(field);
  if (found !== undefined) return say(familyKeys[found.family], { name: found.name });
  if (isFamily(field)) return say(familyKeys[field], { name: "…" });
  return isNamed(field) ? say(fieldKeys[field]) : field.toUpperCase();
}

const isNamed = (field: string): field is keyof typeof fieldKeys => Object.hasOwn(fieldKeys, field);

export const ops = [
  ...["is", "isNot", "has", "hasNot", "startsWith"],
  ...["endsWith", "atLeast", "atMost", "isSet", "isNotSet"],
] as readonly Condition["op"][];

/** Comparisons that need no value. */
export const isWithoutValue = (op: Condition["op"]): boolean => op === "isSet" || op === "isNotSet";

export const kinds = ["queue", "priority", "skill", "userData"] as const;
export type SettingKind = (typeof kinds)[number];

export const kindOf = (set: string): SettingKind =>
  kinds.find((kind) => set === kind || set.startsWith(`${kind}.`)) ?? "userData";

export const keyOf = (set: string): string => set.slice("userData.".length);

/** What a setting sets, without its value. */
export const settingWords = (say: Say, { set }: Pick<Setting, "set">): string =>
  kindOf(set) === "userData" ? say("rules.set.pair", { name: keyOf(set) }) : say(`rules.set.${kindOf(set)}`);
