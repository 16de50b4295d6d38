import type { MailFacts } from "./mail-facts.ts";

/** A person's mail, and what is said of it otherwise. Header lines as `Name: value`. */
export function mailFacts(over: Partial<Omit<MailFacts, "headers">> = {}, ...headers: readonly string[]): MailFacts {
  return {
    headers: headers.map((line) => ({
      name: line.slice(0, line.indexOf(":")),
      value: line.slice(line.indexOf(":") + 1).trim(),
    })),
    envelopeFrom: "ann@customer.test",
    from: [{ name: "Ann", address: "ann@customer.test" }],
    subject: "Where is my order?",
    parts: [{ mime: "text/plain", params: {}, isAttachment: false }],
    report: undefined,
    hasOurLoopMark: false,
    ownMail: undefined,
    ...over,
  };
}
