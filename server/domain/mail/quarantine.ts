import type { Attachment } from "../interaction/interaction.ts";

/** What a virus scanner said of a mail's attachments, by their places in the list; those that it does not name are clean. */
export type Scanned = {
  readonly infected: readonly { readonly place: number; readonly signature: string }[];
  /** Those of which it could not say anything, and why. */
  readonly unchecked: readonly { readonly place: number; readonly because: string }[];
};

/** Why an attachment is kept from everybody: what was found in it, or that nobody could say yet; then it is looked into again. */
export type Finding =
  | { readonly kind: "infected"; readonly signature: string }
  | { readonly kind: "unchecked"; readonly because: string; readonly tries: number };

/** An attachment that is kept from everybody, until somebody answers for it or the scanner finds it clean. */
export type Quarantined = {
  /** As it is once it is released. */
  readonly attachment: Attachment;
  readonly finding: Finding;
  /** Wall milliseconds, a user's id, and why. */
  readonly released: { readonly at: number; readonly by: string; readonly reason: string } | undefined;
};

/** What of a mail's attachments is kept from everybody, in the order of the mail. */
export const inQuarantine = <Part>(
  parts: readonly Part[],
  { infected, unchecked }: Scanned,
): readonly { readonly part: Part; readonly finding: Finding }[] => {
  const findings = new Map<number, Finding>([
    ...unchecked.map(({ place, because }) => [place, { kind: "unchecked", because, tries: 0 }] as const),
    ...infected.map(({ place, signature }) => [place, { kind: "infected", signature }] as const),
  ]);
  return parts.flatMap((part, place) => {
    const finding = findings.get(place);
    return finding === undefined ? [] : [{ part, finding }];
  });
};

/** What was found, or that nothing could be, in the words of those who see the mail. */
export const findingWords = (finding: Finding): string =>
  finding.kind === "infected" ? finding.signature : "not checked for viruses";

type Marked = Pick<Quarantined, "finding" | "released"> & { readonly attachment: { readonly name: string } };

/** What is to be seen beside the mail, and routing may ask for: what the scanner said, what is kept from everybody, and what was released. */
export function quarantineMarks(all: readonly Marked[]): Readonly<Record<string, string>> {
  const names = (isReleased: boolean): string =>
    all
      .filter(({ released }) => (released !== undefined) === isReleased)
      .map(({ attachment, finding }) => `${attachment.name} (${findingWords(finding)})`)
      .join(", ")
      .slice(0, wordsMax);
  const [hidden, released] = [names(false), names(true)];
  const isInfected = all.some(({ finding }) => finding.kind === "infected");
  return {
    ...(all.length === 0 ? {} : { VirusScan: isInfected ? "infected" : "error" }),
    ...(hidden === "" ? {} : { Quarantined: hidden }),
    ...(released === "" ? {} : { Released: released }),
  };
}

type Read = {
  readonly attachments: readonly { readonly name: string }[];
  readonly defects: readonly string[];
};

/** The mail as agents get it: what is infected, or could not be looked into, is left in the raw message alone, and both is said. mail.md 4.1 step 5 */
export function withoutQuarantined<Message extends Read>(read: Message, scanned: Scanned): Message {
  const hidden = inQuarantine(read.attachments, scanned);
  const parts = new Set(hidden.map(({ part }) => part));
  const words = hidden.map(({ part, finding }) =>
    finding.kind === "infected"
      ? `an attachment is in quarantine: ${part.name} (${finding.signature})`
      : // True for good, also of what is found clean later.
        `attachments could not be checked for viruses when the mail came: ${finding.because}`,
  );
  return {
    ...read,
    attachments: read.attachments.filter((part) => !parts.has(part)),
    defects: [...read.defects, ...new Set(words)],
  };
}

const wordsMax = 2_000;
