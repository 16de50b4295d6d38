import { type Address, addressKey, domainOf } from "./address.ts";
import { isRobot } from "./automatic-answer.ts";
import { attachmentWords } from "./guard-words.ts";
import { isAtPublicProvider } from "./public-domains.ts";

/** A recipient as far as we know it. */
export type GuardedRecipient = {
  readonly address: string;
  /** `own`: a mailbox or an agent of ours. */
  readonly isOwn: boolean;
  /** The contact with that address, if we know one. */
  readonly contact: string | undefined;
  /** A verified report says that nothing arrives there. */
  readonly isBouncing: boolean;
};

/** The mail that is answered. */
export type GuardedOriginal = {
  readonly from: Address | undefined;
  readonly replyTo: readonly Address[];
  /** DMARC pass, or aligned SPF or DKIM. */
  readonly isSenderVerified: boolean;
  /** It came over a mailing list, and these are its addresses (`listAddressesIn`, To). */
  readonly listAddresses: readonly string[];
};

/** A case that the draft names by its tag. */
export type NamedCase = { readonly tag: string; readonly participants: readonly string[] };

export type GuardFacts = {
  readonly recipients: readonly GuardedRecipient[];
  /** Undefined for a mail that begins a thread. */
  readonly original: GuardedOriginal | undefined;
  /** Every address of the thread that is not ours; empty without a thread. */
  readonly participants: readonly string[];
  /** The agent's own text, without quotation and signature. */
  readonly text: string;
  /** Notes of this interaction and its thread, which customers never see. */
  readonly notes: readonly string[];
  /** Cases named in subject or text, this one left out. */
  readonly namedCases: readonly NamedCase[];
  readonly hasAttachments: boolean;
};

export type GuardKind =
  | "newToThread"
  | "customerSeesCustomer"
  | "noteTextInBody"
  | "caseOfSomebodyElse"
  | "addressBounced"
  | "onlyColleagues"
  | "noReplyAddress"
  | "replyToOtherDomain"
  | "listMunging"
  | "senderNotVerified"
  | "attachmentForgotten";

export type GuardLevel = "warn" | "block";
/** What is said of each; what is not named only warns. */
export type GuardLevels = Readonly<Partial<Record<GuardKind, GuardLevel | "off">>>;

export type GuardWarning = {
  readonly kind: GuardKind;
  /** Whom it is about; undefined: the mail as a whole. */
  readonly address: string | undefined;
  readonly level: GuardLevel;
  readonly text: string;
};

/** What should be looked at before this mail goes out, one warning for each kind and address (mail.md 9). */
export function guardRecipients(facts: GuardFacts, levels: GuardLevels): readonly GuardWarning[] {
  return guardChecks.flatMap(({ kind, text, find }) => {
    const level = levels[kind] ?? "warn";
    return level === "off" ? [] : find(facts).map((address) => ({ kind, address, level, text }));
  });
}

/** Whether the server refuses to send (2/409): a queue made one of the warnings a block. */
export function isBlocked(warnings: readonly GuardWarning[]): boolean {
  return warnings.some(({ level }) => level === "block");
}

type Check = {
  readonly kind: GuardKind;
  readonly text: string;
  find(facts: GuardFacts): readonly (string | undefined)[];
};

const guardChecks: readonly Check[] = [
  { kind: "newToThread", text: "was not in this thread before", find: newToThread },
  {
    kind: "customerSeesCustomer",
    text: "customers of different organisations will see each other",
    find: strangersTogether,
  },
  { kind: "noteTextInBody", text: "the text repeats an internal note", find: (facts) => whole(hasNoteText(facts)) },
  { kind: "caseOfSomebodyElse", text: "the mail names a case of somebody else", find: caseOfSomebodyElse },
  {
    kind: "addressBounced",
    text: "mail to this address came back",
    find: ({ recipients }) => addresses(recipients.filter((each) => each.isBouncing)),
  },
  {
    kind: "onlyColleagues",
    text: "the mail goes to colleagues only; a note stays inside",
    find: (facts) => whole(isOnlyToColleagues(facts)),
  },
  {
    kind: "noReplyAddress",
    text: "nobody reads mail to this address",
    find: ({ recipients }) => addresses(recipients.filter((each) => !each.isOwn && isRobot(each.address))),
  },
  { kind: "replyToOtherDomain", text: "the sender asks for answers at another domain", find: replyToOtherDomain },
  { kind: "listMunging", text: "the answer goes to a whole mailing list", find: listMunging },
  { kind: "senderNotVerified", text: "nothing proves that the mail came from this sender", find: unverifiedSender },
  {
    kind: "attachmentForgotten",
    text: "the text speaks of an attachment, and there is none",
    find: (facts) => whole(isAttachmentForgotten(facts)),
  },
];

function newToThread({ recipients, participants, original }: GuardFacts): readonly string[] {
  if (original === undefined) return [];
  // Whom the sender names for answers is no stranger; another domain is looked at by itself.
  const named = [original.from?.address ?? "", ...original.replyTo.map(({ address }) => address)];
  const known = new Set([...participants, ...named].map(addressKey));
  return addresses(recipients.filter(({ isOwn, address }) => !isOwn && !known.has(addressKey(address))));
}

/** Two contacts that do not share an organisation, one of them brought in by this mail. */
function strangersTogether({ recipients, participants }: GuardFacts): readonly undefined[] {
  const customers = recipients.filter(({ isOwn, contact }) => !isOwn && contact !== undefined);
  const groups = new Set(
    customers.map(({ address, contact }) => (isAtPublicProvider(address) ? contact : domainOf(address))),
  );
  const known = new Set(participants.map(addressKey));
  return whole(groups.size > 1 && customers.some(({ address }) => !known.has(addressKey(address))));
}

/** Characters of a note that are no chance. */
const noteMin = 25;

function hasNoteText({ notes, text }: GuardFacts): boolean {
  const words = plain(text);
  const lines = notes.flatMap((note) => note.split(/[\n.!?。]/)).map(plain);
  return lines.some((line) => line.length >= noteMin && words.includes(line));
}

function caseOfSomebodyElse({ namedCases, recipients }: GuardFacts): readonly undefined[] {
  const to = new Set(recipients.map(({ address }) => addressKey(address)));
  return whole(namedCases.some(({ participants }) => !participants.some((each) => to.has(addressKey(each)))));
}

/** In an answer to a customer, nobody outside gets it. */
function isOnlyToColleagues({ recipients, original, participants }: GuardFacts): boolean {
  return (
    original !== undefined && participants.length > 0 && recipients.length > 0 && recipients.every(({ isOwn }) => isOwn)
  );
}

function replyToOtherDomain({ original, recipients }: GuardFacts): readonly string[] {
  const from = domainOf(original?.from?.address ?? "");
  if (original === undefined || from === "") return [];
  const elsewhere = new Set(
    original.replyTo
      .filter(({ address }) => !isSameOrganisation(domainOf(address), from))
      .map(({ address }) => addressKey(address)),
  );
  return addresses(recipients.filter(({ address, isOwn }) => !isOwn && elsewhere.has(addressKey(address))));
}

/** A company's domain and one below it. */
function isSameOrganisation(one: string, other: string): boolean {
  return one === other || one.endsWith(`.${other}`) || other.endsWith(`.${one}`);
}

function listMunging({ original, recipients }: GuardFacts): readonly string[] {
  const lists = new Set((original?.listAddresses ?? []).map(addressKey));
  return addresses(recipients.filter(({ address }) => lists.has(addressKey(address))));
}

function unverifiedSender({ original, recipients }: GuardFacts): readonly string[] {
  if (original === undefined || original.isSenderVerified) return [];
  const written = new Set(
    [...(original.from === undefined ? [] : [original.from]), ...original.replyTo].map(({ address }) =>
      addressKey(address),
    ),
  );
  return addresses(recipients.filter(({ address, isOwn }) => !isOwn && written.has(addressKey(address))));
}

function isAttachmentForgotten({ text, hasAttachments }: GuardFacts): boolean {
  if (hasAttachments) return false;
  const words = text.slice(0, textMax).toLowerCase();
  return attachmentWords.some((word) => hasWordStart(words, word));
}

const textMax = 20_000;

/** Words may go on ("attachments"), but not begin inside another ("unattached"). */
function hasWordStart(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (/[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]/.test(word) || !/\p{L}/u.test(text.charAt(at - 1)))
      return true;
  }
  return false;
}

function plain(text: string): string {
  return text.toLowerCase().replace(/\s+/g, " ").trim();
}

function whole(holds: boolean): readonly undefined[] {
  return holds ? [undefined] : [];
}

function addresses(recipients: readonly GuardedRecipient[]): readonly string[] {
  return [...new Map(recipients.map(({ address }) => [addressKey(address), address])).values()];
}
