import { type Address, parseAddress } from "../address.ts";
import { type ForwardFacts, type OriginalMail, originalOfForward } from "./forward.ts";

/** The mail that somebody passed on, as far as it is told: its sender is offered to the agent, never assumed (mail.md 10). */
export type ForwardedMail = Pick<OriginalMail, "to" | "subject" | "date" | "source"> & { readonly from: Address };

/** Undefined where none is passed on, and where nobody can be answered. */
export function forwardedMail({ text, ...facts }: ForwardFacts): ForwardedMail | undefined {
  const original = originalOfForward({ ...facts, text: text.slice(0, lookedAtMax) });
  const from = original && senderOf(original.from.slice(0, valueMax));
  if (original === undefined || from === undefined) return undefined;
  const { to, subject, date, source } = original;
  const cut = (value: string) => value.slice(0, valueMax).toWellFormed();
  return { from, to: cut(to), subject: cut(subject), date: cut(date), source };
}

/** As mail writes it, or as clients print it: `Ann [mailto:ann@x.test]`, `"Ann" <ann@x.test>;`, `ann@x.test<mailto:ann@x.test>`. */
function senderOf(from: string): Address | undefined {
  const written = parseAddress(from);
  if (written !== undefined) return written;
  const found = /[^\s<>[\]():;,"']{1,64}@[^\s<>[\]():;,"'@]{3,255}/.exec(from);
  const bare = found && parseAddress(found[0]);
  if (found === null || !bare) return undefined;
  const name = from
    .slice(0, found.index)
    .replace(/[<[(]?(?:mailto:)?$/i, "")
    .replace(/^["'\s]+|["'\s]+$/g, "");
  return { name: name.includes("@") ? "" : name, address: bare.address };
}

const lookedAtMax = 50_000;
const valueMax = 500;
