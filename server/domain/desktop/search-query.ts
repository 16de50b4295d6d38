import type { State } from "../interaction/interaction.ts";

/** What people type into the search: words, and `key:value` for one part of an e-mail. desktop.md 3.9 */
export type SearchQuery = {
  readonly words: string;
  /** Words with a minus in front: none of them is there. */
  readonly without?: readonly string[];
  readonly from?: string;
  readonly to?: string;
  readonly subject?: string;
  /** Names, not ids. */
  readonly queue?: string;
  readonly agent?: string;
  readonly states?: readonly State[];
  readonly hasAttachment?: boolean;
  /** Wall time in milliseconds: received before, received since. */
  readonly before?: number;
  readonly after?: number;
  /** A tag of BCP 47. */
  readonly language?: string;
  readonly id?: string;
};

export type SearchRead =
  | { readonly ok: true; readonly query: SearchQuery }
  | { readonly ok: false; readonly because: string };

/** The operators, in the order in which they are offered. */
export const searchKeys = [
  ...["from", "to", "subject", "queue", "agent", "state", "has", "before", "after", "lang", "id"],
] as const;

const states: readonly State[] = [
  "Queued",
  "Invited",
  "Processing",
  "Composing",
  "InWorkbin",
  "Sent",
  "Completed",
  "Canceled",
];

/** Reads a search. A key that nobody knows is a word like others; a value that its key does not take is refused. Linear in the text. */
export function readSearch(text: string): SearchRead {
  const words: string[] = [];
  const without: string[] = [];
  let query: Omit<SearchQuery, "words"> = {};
  for (const [whole, key = "", quoted, plain = ""] of text.matchAll(token)) {
    const value = (quoted ?? plain).trim();
    const part = key === "" ? undefined : partOf(key.toLowerCase(), value);
    if (part === undefined && /^-[\p{L}\p{N}]/u.test(whole)) without.push(whole.slice(1));
    else if (part === undefined) words.push(whole);
    else if (typeof part === "string") return { ok: false, because: part };
    else query = { ...query, ...part };
  }
  const not = without.length === 0 ? {} : { without };
  return { ok: true, query: { ...query, ...not, words: words.join(" ") } };
}

/** A phrase, `key:value`, `key:"a value"`, or a word. */
const token = /"[^"]*"|(?:([A-Za-z]{1,20}):)?(?:"([^"]*)"|([^\s"]+))/g;

function partOf(key: string, value: string): Omit<SearchQuery, "words"> | string | undefined {
  if (value === "") return undefined;
  switch (key) {
    case "from":
    case "to":
    case "subject":
    case "queue":
    case "agent":
    case "id":
      return { [key]: value };
    case "lang":
      return { language: value.toLowerCase() };
    case "state": {
      const found = value
        .split(",")
        .map((name) => states.find((one) => one.toLowerCase() === name.trim().toLowerCase()));
      const known = found.filter((one) => one !== undefined);
      return known.length === found.length ? { states: known } : `no such state: ${value}`;
    }
    case "has":
      return value.toLowerCase() === "attachment" ? { hasAttachment: true } : `nothing that an e-mail has: ${value}`;
    case "before":
    case "after": {
      const at = dayOf(value);
      return at === undefined ? `not a day such as 2026-11-23: ${value}` : { [key]: at };
    }
    default:
      return undefined;
  }
}

const dayMs = 86_400_000;

/** The beginning of a day in UTC; counted by hand, since the domain has no calendar of its own. */
function dayOf(text: string): number | undefined {
  const [, year = "", month = "", day = ""] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  if (year === "") return undefined;
  const [y, m, d] = [Number(year), Number(month), Number(day)];
  if (m < 1 || m > 12 || d < 1 || d > daysIn(y, m)) return undefined;
  let days = d - 1;
  for (let one = 1; one < m; one += 1) days += daysIn(y, one);
  for (let one = 1970; one < y; one += 1) days += isLeap(one) ? 366 : 365;
  return y < 1970 ? undefined : days * dayMs;
}

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const daysIn = (year: number, month: number): number =>
  month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
