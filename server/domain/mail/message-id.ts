/**
 * The ids in a Message-ID, In-Reply-To or References value, in order, each in angle brackets (RFC 5322 §3.6.4, mail.md 5.1-2).
 * Split on white space and `><`; an id that a hop folded in the middle is one again; words that can be no id (`Your message of Monday`) are left out, and so is the empty id.
 */
export function splitMessageIds(value: string): readonly string[] {
  return value
    .replace(insideId, joined)
    .replaceAll(">", "> ")
    .replaceAll("<", " <")
    .split(/\s+/)
    .filter((token) => token.startsWith("<") || token.includes("@"))
    .map(bare)
    .filter((id) => id !== "")
    .map((id) => `<${id}>`);
}

const insideId = /<[^<>]{1,998}>/g;

/** Pieces that are no ids by themselves belong together. */
function joined(id: string): string {
  const pieces = id.slice(1, -1).trim().split(/\s+/);
  return pieces.length > 1 && pieces.some((piece) => !/.@./.test(piece)) ? `<${pieces.join("")}>` : id;
}

/** The id with its domain in lower case: what is compared when the exact comparison finds nothing. */
export function messageIdKey(id: string): string {
  const at = id.lastIndexOf("@");
  return at < 0 ? id : id.slice(0, at) + id.slice(at).toLowerCase();
}

/** Exactly equal, or equal with the domain in lower case. An empty id equals nothing. */
export function isSameMessageId(one: string, other: string): boolean {
  return bare(one) !== "" && messageIdKey(one) === messageIdKey(other);
}

/** Ids to look for, best first: References from the newest (at most `triedMax`), then In-Reply-To; each once. mail.md 4.3, 5.1-2 */
export function answeredIds(
  references: readonly string[],
  inReplyTo: readonly string[],
  triedMax = 20,
): readonly string[] {
  const newest = references.slice(-triedMax).reverse();
  return [...new Set([...newest, ...inReplyTo.slice(0, triedMax)])].filter((id) => bare(id) !== "");
}

function bare(id: string): string {
  return id
    .replace(/[<>\p{Cc}]/gu, "")
    .toWellFormed()
    .trim();
}
