import type { Address } from "./address.ts";

/** A decoded header field in the order of the message. */
export type Field = { readonly name: string; readonly value: string };

/** A part of the message's tree, the outermost included. Parts of an attached message are not its parts. */
export type PartFacts = {
  /** Media type in lower case. */
  readonly mime: string;
  readonly params: Readonly<Record<string, string | undefined>>;
  readonly isAttachment: boolean;
};

/** What the report parser found (`report/`); the class follows it. */
export type ReportFacts = {
  readonly kind: "dsn" | "mdn" | "arf";
  readonly action: "failed" | "delayed" | "delivered" | undefined;
};

/** What is known of a received mail when its class is decided (mail.md 6). */
export type MailFacts = {
  readonly headers: readonly Field[];
  /** Empty: the null sender `<>`. Undefined: not known, as with IMAP without Return-Path. */
  readonly envelopeFrom: string | undefined;
  readonly from: readonly Address[];
  readonly subject: string;
  readonly parts: readonly PartFacts[];
  readonly report: ReportFacts | undefined;
  /** A loop header whose mac is ours (`isOurLoopMark`). A stranger's proves nothing. */
  readonly hasOurLoopMark: boolean;
  /** Set when the mail's own Message-ID is one that we made. */
  readonly ownMail: { readonly isByAgent: boolean; readonly wasToThisMailbox: boolean } | undefined;
};

/** Values of every field with that name, in order; names have no case. */
export function fieldValues(fields: readonly Field[], name: string): readonly string[] {
  const key = name.toLowerCase();
  // Most names differ in length, which costs nothing to see: some 60 names are asked of every mail.
  return fields
    .filter(({ name: each }) => each.length === key.length && each.toLowerCase() === key)
    .map(({ value }) => value);
}

/** The first word of a structured value, in lower case, without comment and parameters: `Auto-Replied (vacation); x=1` → `auto-replied`. */
export function firstWord(value: string): string {
  return (/^[\s"]*([^\s;("]{1,100})/.exec(value)?.[1] ?? "").toLowerCase();
}

/** Whether a field says yes: one whose value denies it, as `X-Autoreply: no` does, says nothing. An empty one is there for its name. */
export function affirms(value: string): boolean {
  return !/^\s{0,8}"?(?:no|none|never|false|off|0)"?\s{0,8}$/i.test(value);
}

/**
 * Whether `X-Auto-Response-Suppress` asks for no answer; `DR`, `NDR`, `RN`, `NRN` speak of receipts and reports, which we never send, and
 * mail clients of people write them. mail.md 7
 */
export function suppressesAnswers(value: string): boolean {
  return value.split(/[,;\s]+/).some((each) => /^(?:all|autoreply|oof)$/i.test(each));
}
