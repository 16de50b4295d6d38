import type { Attachment } from "../interaction/interaction.ts";

/** What a virus scanner said of a mail's attachments, by their places in the list; those that it does not name are clean. */
export type Scanned = {
  readonly infected: readonly { readonly place: number; readonly signature: string }[];
  /** Why some could not be looked into; empty: all were. */
  readonly errors: readonly string[];
};

/** An attachment that is kept from everybody, until somebody answers for it. */
export type Quarantined = {
  /** As it is once it is released. */
  readonly attachment: Attachment;
  readonly signature: string;
  /** Wall milliseconds, a user's id, and why. */
  readonly released: { readonly at: number; readonly by: string; readonly reason: string } | undefined;
};

/** What of a mail's attachments is kept from everybody. */
export const inQuarantine = <Part>(
  parts: readonly Part[],
  { infected }: Scanned,
): readonly { readonly part: Part; readonly signature: string }[] =>
  infected.flatMap(({ place, signature }) => {
    const part = parts[place];
    return part === undefined ? [] : [{ part, signature }];
  });

/** What is to be seen beside a mail of which something was released: what is still in quarantine, and what is not. */
export function quarantineMarks(all: readonly Quarantined[]): Readonly<Record<string, string>> {
  const names = (isReleased: boolean): string =>
    all
      .filter(({ released }) => (released !== undefined) === isReleased)
      .map(({ attachment, signature }) => `${attachment.name} (${signature})`)
      .join(", ")
      .slice(0, wordsMax);
  const [hidden, released] = [names(false), names(true)];
  return { ...(hidden === "" ? {} : { Quarantined: hidden }), ...(released === "" ? {} : { Released: released }) };
}

type Read = {
  readonly attachments: readonly { readonly name: string }[];
  readonly defects: readonly string[];
};

/** The mail as agents get it: what is infected is left in the raw message alone, and both that and what nobody looked into is said. mail.md 4.1 step 5 */
export function withoutInfected<Message extends Read>(read: Message, { infected, errors }: Scanned): Message {
  const signatures = new Map(infected.map(({ place, signature }) => [place, signature]));
  const hidden = read.attachments.flatMap(({ name }, place) => {
    const signature = signatures.get(place);
    return signature === undefined ? [] : [`an attachment is in quarantine: ${name} (${signature})`];
  });
  const unscanned = [...new Set(errors)].map((because) => `attachments were not checked for viruses: ${because}`);
  return {
    ...read,
    attachments: read.attachments.filter((_, place) => !signatures.has(place)),
    defects: [...read.defects, ...hidden, ...unscanned],
  };
}

/** What is to be seen beside the mail, and routing may ask for. */
export function scanMarks(read: Read, { infected, errors }: Scanned): Readonly<Record<string, string>> {
  const names = infected.map(({ place, signature }) => `${read.attachments[place]?.name ?? ""} (${signature})`);
  if (names.length > 0) return { VirusScan: "infected", Quarantined: names.join(", ").slice(0, wordsMax) };
  return errors.length > 0 ? { VirusScan: "error" } : {};
}

const wordsMax = 2_000;
