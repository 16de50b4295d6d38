import type { Content } from "../../domain/interaction/content.ts";
import type { Refusal } from "../../domain/interaction/refusals.ts";
import type { Address } from "../../domain/mail/address.ts";
import type { Spelt } from "../references.ts";

/** Lists of recipients as a request gives them. */
export type Recipients = {
  readonly to?: Spelt<readonly Address[]>;
  readonly cc?: Spelt<readonly Address[]>;
  readonly bcc?: Spelt<readonly Address[]>;
};

/**
 * What Save and Send give of a draft's content. Absent: the present value stays; present but empty: cleared. wire.md 5.2
 * Texts come ready: the missing one of a pair already derived or dropped by whoever read the request.
 */
export type ContentChange = Recipients & {
  /** The container: `$.email_object` or `$.email`. */
  readonly path: string;
  /** Without a value: cleared. */
  readonly from?: Spelt<Address | undefined>;
  readonly subject?: Spelt<string>;
  readonly text?: string;
  readonly html?: string;
};

/** The content after the change, under a new id. A bare address that the draft already has with a name keeps that name. */
export function changed(content: Content, change: ContentChange, id: string): Content {
  const known = new Map(
    [...content.to, ...content.cc, ...content.bcc, ...(content.from === undefined ? [] : [content.from])].map((one) => [
      one.address.toLowerCase(),
      one,
    ]),
  );
  const named = (one: Address): Address =>
    one.name === "" ? { ...one, name: known.get(one.address.toLowerCase())?.name ?? "" } : one;
  const list = (given: Spelt<readonly Address[]> | undefined, present: readonly Address[]) =>
    given === undefined ? present : given.value.map(named);
  return {
    ...content,
    ...textsOf(content, change),
    id,
    from: change.from === undefined ? content.from : change.from.value && named(change.from.value),
    to: list(change.to, content.to),
    cc: list(change.cc, content.cc),
    bcc: list(change.bcc, content.bcc),
    subject: change.subject?.value ?? content.subject,
  };
}

function textsOf(content: Content, change: ContentChange): Pick<Content, "text" | "html"> {
  if (change.text === undefined && change.html === undefined) return content;
  return { text: change.text ?? "", html: change.html ?? "" };
}

/** More recipients than an e-mail may have (code 10). */
export function tooManyRecipients(
  content: Pick<Content, "to" | "cc" | "bcc">,
  change: Recipients & { readonly path: string },
  recipientsMax: number,
): Refusal | undefined {
  const count = content.to.length + content.cc.length + content.bcc.length;
  if (count <= recipientsMax) return undefined;
  const path = (change.to ?? change.cc ?? change.bcc)?.path ?? change.path;
  return { kind: "badValue", path, because: `more than ${recipientsMax} recipients` };
}
