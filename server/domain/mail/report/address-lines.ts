import { hasReplyCode } from "./report-words.ts";
import { addressesInText } from "./typed-address.ts";

/** A line with an address that may have failed. */
export type AddressLine = {
  readonly address: string;
  readonly index: number;
  /** What stands around the address: lines of one list look the same. */
  readonly shape: string;
  /** Below words that announce whom something was not delivered to. */
  readonly isListed: boolean;
  /** To, Subject, Date of the mail that was sent, as some servers repeat them: whom the mail names is not whom it missed. */
  readonly isOfCopy: boolean;
};

/** The lines of a report that name an address, in order; at most `addressesMax`. */
export function addressLines(lines: readonly string[], mayFail: (address: string) => boolean): readonly AddressLine[] {
  const found: AddressLine[] = [];
  let announcedAt = Number.NEGATIVE_INFINITY;
  for (const [index, whole] of lines.entries()) {
    if (found.length >= addressesMax) break;
    const line = whole.slice(0, lineMax);
    const isContact = idLine.test(line) || (contactLine.test(line) && !hasReplyCode(line));
    const addresses = isContact ? [] : listIn(line, mayFail);
    const isListed = announcement.test(line) || (addresses.length > 0 && index - announcedAt <= listedWithin);
    if (isListed) announcedAt = index;
    const [first = ""] = addresses;
    const common = { index, shape: shapeOf(line, first), isListed, isOfCopy: isOfCopy(lines, index) };
    found.push(...addresses.map((address) => ({ address, ...common })));
  }
  return found;
}

/** The first address of a line, and those that only commas or blanks part from it. */
function listIn(line: string, mayFail: (address: string) => boolean): readonly string[] {
  const all = addressesInText(line);
  const [first, ...others] = all.filter(mayFail);
  if (first === undefined || others.length === 0) return first === undefined ? [] : [first];
  const between = line.slice(line.indexOf(first), line.lastIndexOf(others.at(-1) ?? ""));
  const rest = all.reduce((text, address) => text.replace(address, ""), between);
  return /^[\s,;<>]*$/.test(rest) ? [first, ...others] : [first];
}

/**
 * The best of them and those of its list: of its shape, and told about or announced; where nothing is told of any, those that stand right
 * beside it. Each address once.
 */
export function sameList<One extends AddressLine & { readonly weight: number }>(
  found: readonly One[],
  best: One,
): readonly One[] {
  const like = found.filter(
    (one) => one === best || (one.shape === best.shape && one.weight >= Math.min(best.weight, told)),
  );
  const meant = best.weight >= told ? like : beside(like, best);
  const keys = meant.map(({ address }) => address.toLowerCase());
  return meant.filter((_, position) => keys.indexOf(keys[position] ?? "") === position);
}

/** Of lines in order, those that no other lines part from the best. */
function beside<One extends AddressLine>(like: readonly One[], best: One): readonly One[] {
  const isNext = (one: One, other: One | undefined) =>
    other !== undefined && Math.abs(one.index - other.index) <= besideLines;
  const at = like.indexOf(best);
  const before = like.slice(0, at).reverse();
  const behind = like.slice(at + 1);
  const near = (lines: readonly One[]) => {
    const end = lines.findIndex((one, position) => !isNext(one, position === 0 ? best : lines[position - 1]));
    return end < 0 ? lines : lines.slice(0, end);
  };
  return [...near(before).toReversed(), best, ...near(behind)];
}

/** A reason or an announcement. */
const told = 2;
const besideLines = 2;
const addressesMax = 50;
const lineMax = 1000;
/** Empty lines, and one that goes on. */
const listedWithin = 4;
/** What looks like an address there is a Message-ID. */
const idLine = /^[ \t>|]{0,12}(?:message[ -]?id|in-reply-to|references)[ \t]{0,8}[:：]/i;
/** Where to write instead. */
const contactLine = /https?:|mailto:\S{0,100}(?:support|help|postmaster)|contact|postmaster@/i;
/** Words that stand above a list of whom something did not reach, in several languages. */
const announcement =
  /\b(?:following|these|this|its|intended|affected|failed)(?: [a-z]{1,20}){0,2} (?:recipients?|address(?:es|ees?|\(es\))?|users?|persons?|people|destinations?|mailbox(?:es)?)\b|\b(?:not|never|n't|unable to|failed to)(?: be)? deliver(?:ed|y)?\b.{0,40}\bto\b|did not reach|folgende[nr]? (?:empfänger|adresse)|destinataires? suivant|adresses? suivante|siguientes? (?:destinatari|direcci)|seguent[ei] (?:destinatari|indirizz)|seguintes? (?:destinatári|endereço)|volgende (?:ontvanger|geadresseerde|adres)|följande (?:mottagare|adress)|følgende (?:modtager|mottaker|adresse)|następując\S{1,4} (?:odbior|adres)|следующ\S{1,4} (?:получател|адрес)|以下の(?:メールアドレス|宛先|受信者|アドレス)|次の(?:宛先|受信者|アドレス)|以下(?:收件人|地址)|收件人/i;
const ofCopy = /^[ \t>|]{0,12}(?:to|cc|an|à|para|a|from|von|de)[ \t]{0,8}[:：]/i;
const besideCopy = /^[ \t>|]{0,12}(?:subject|betreff|objet|asunto|sent|date|datum|fecha)[ \t]{0,8}[:：]/i;

function isOfCopy(lines: readonly string[], index: number): boolean {
  if (!ofCopy.test(lines[index] ?? "")) return false;
  return lines.slice(Math.max(0, index - 3), index + 4).some((line) => besideCopy.test(line));
}

/** What stands in front of the address and closes behind it: what follows there differs with the reason. */
function shapeOf(line: string, address: string): string {
  const at = line.indexOf(address);
  const behind = /^[>\]"')]{0,3}[:,;]?/.exec(line.slice(at + address.length))?.[0] ?? "";
  return `${line.slice(0, at).replace(/\d+/g, "0").replace(/\s+/g, " ").trimStart().toLowerCase()}@${behind}`;
}
