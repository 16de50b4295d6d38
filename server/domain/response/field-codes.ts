import { escapeHtml } from "../mail/text-as-html.ts";
import { type HtmlPlace, placeAfter } from "./html-place.ts";

/** What field codes may name, by names in lower case. wire.md 9 */
export type FieldValues = {
  readonly contact: ReadonlyMap<string, string>;
  readonly agent: ReadonlyMap<string, string>;
  readonly interaction: ReadonlyMap<string, string>;
  /** User data by its keys, and by its keys in lower case where nothing else has that name. */
  readonly attached: ReadonlyMap<string, string>;
  /** Field codes of the standard response itself, by their whole name. */
  readonly custom: ReadonlyMap<string, string>;
};

/**
 * How the text around the codes is written: values are escaped in HTML and stay as they are in text; a line is text without line breaks.
 * `marked` is HTML in which each value says its name, and a missing one is shown by it.
 */
export type FieldText = "html" | "marked" | "text" | "line";

/** A code that stands in the text: where its value comes from, and the value, empty when there is none. */
export type FieldCode = { readonly name: string; readonly kind: FieldKind; readonly value: string };

/** `ask`: the agent is to be asked; `unknown`: names nothing. */
type FieldKind = "contact" | "agent" | "interaction" | "custom" | "ask" | "unknown";

/** The text with values for codes, and each code once in the order of its first appearance; undefined when the text would be too long. */
export type Expanded = { readonly text: string; readonly codes: readonly FieldCode[] };

/** No code is longer between its marks; a mark without its end within this length is plain text. */
const codeCharactersMax = 300;

/**
 * Puts values for `<$ Object.Name $>`, in one pass from left to right: what a value contains is never looked at again. An unknown or
 * empty code becomes nothing. In HTML the marks may also be escaped, as editors write them. Linear in the text. wire.md 9
 */
export function expand(
  text: string,
  form: FieldText,
  { values, charactersMax }: { readonly values: FieldValues; readonly charactersMax: number },
): Expanded | undefined {
  const codes = new Map<string, FieldCode>();
  const parts: string[] = [];
  let at = 0;
  let length = 0;
  let place: HtmlPlace = "text";
  for (const { from, to, inside } of marked(text, marksOf[form])) {
    const code = resolved(form === "html" || form === "marked" ? unescaped(inside) : inside, values);
    const key = code.name.toLowerCase();
    if (!codes.has(key) && key !== "") codes.set(key, code);
    const gap = text.slice(at, from);
    if (form === "marked") place = placeAfter(gap, place);
    const part = gap + (form === "marked" && place === "text" ? withItsName(code) : written[form](code.value));
    length += part.length;
    if (length > charactersMax) return undefined;
    parts.push(part);
    at = to;
  }
  const rest = text.slice(at);
  return length + rest.length > charactersMax ? undefined : { text: parts.join("") + rest, codes: [...codes.values()] };
}

/** The names of codes that became nothing, each once, as they were spelt first. */
export function unresolvedAmong(codes: readonly FieldCode[]): readonly string[] {
  const names = new Map<string, string>();
  for (const { name, value } of codes) {
    if (value === "" && !names.has(name.toLowerCase())) names.set(name.toLowerCase(), name);
  }
  return [...names.values()];
}

const inHtml = (value: string): string => escapeHtml(value).replace(/\r\n?|\n/g, "<br>");

/** As the desktop's composer writes it too. */
const withItsName = ({ name, value }: FieldCode): string =>
  `<span data-value="${escapeHtml(name)}">${inHtml(value === "" ? `[${name}]` : value)}</span>`;

/** A signature has several lines; a subject has one. */
const written: Readonly<Record<FieldText, (value: string) => string>> = {
  html: inHtml,
  marked: inHtml,
  text: (value) => value,
  line: (value) => value.replace(/[\r\n\u2028\u2029]+/g, " "),
};

type Marks = { readonly opens: readonly string[]; readonly closes: readonly string[] };

const plainMarks: Marks = { opens: ["<"], closes: [">"] };
const htmlMarks: Marks = { opens: ["<", "&lt;"], closes: [">", "&gt;"] };
const marksOf: Readonly<Record<FieldText, Marks>> = {
  html: htmlMarks,
  marked: htmlMarks,
  text: plainMarks,
  line: plainMarks,
};

type Marked = { readonly from: number; readonly to: number; readonly inside: string };

/** Every code with its place. Goes from `$` to `$`, so each character is looked at a fixed number of times. */
function* marked(text: string, { opens, closes }: Marks): Generator<Marked> {
  let begun: { readonly from: number; readonly inside: number } | undefined;
  let free = 0;
  for (let at = text.indexOf("$"); at >= 0; at = text.indexOf("$", at + 1)) {
    const close = begun === undefined ? undefined : closes.find((mark) => text.startsWith(mark, at + 1));
    if (begun !== undefined && close !== undefined && at >= begun.inside) {
      const to = at + 1 + close.length;
      if (at - begun.inside <= codeCharactersMax) {
        yield { from: begun.from, to, inside: text.slice(begun.inside, at) };
        free = to;
      }
      begun = undefined;
      continue;
    }
    const open = opens.find((mark) => at - mark.length >= free && text.startsWith(mark, at - mark.length));
    if (open !== undefined) begun = { from: at - open.length, inside: at + 1 };
  }
}

type Source = { readonly kind: FieldKind; readonly find: (values: FieldValues, member: string) => string | undefined };

const contact: Source = { kind: "contact", find: ({ contact }, member) => contact.get(member.toLowerCase()) };

/** Object in a code → where its members are found. */
const sources: ReadonlyMap<string, Source> = new Map<string, Source>([
  ["contact", contact],
  ["customer", contact],
  ["agent", { kind: "agent", find: ({ agent }, member) => agent.get(member.toLowerCase()) }],
  ["interaction", { kind: "interaction", find: ofInteraction }],
  ["ask", { kind: "ask", find: () => undefined }],
]);

function resolved(inside: string, values: FieldValues): FieldCode {
  const name = inside.replace(/\s+/g, " ").trim();
  const dot = name.indexOf(".");
  const source = dot < 0 ? undefined : sources.get(name.slice(0, dot).trim().toLowerCase());
  if (source !== undefined) {
    return { name, kind: source.kind, value: source.find(values, name.slice(dot + 1).trim()) ?? "" };
  }
  const value = values.custom.get(name.toLowerCase());
  return value === undefined ? { name, kind: "unknown", value: "" } : { name, kind: "custom", value };
}

/** A member, or `AttachedData("Key")` with either kind of quotes: the key as it is spelt, else ignoring case. */
function ofInteraction({ interaction, attached }: FieldValues, member: string): string | undefined {
  const { key } = /^attacheddata ?\( ?(?<quote>["'])(?<key>[^"']*)\k<quote> ?\)$/i.exec(member)?.groups ?? {};
  return key === undefined
    ? interaction.get(member.toLowerCase())
    : (attached.get(key) ?? attached.get(key.toLowerCase()));
}

const entities: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  "#34": '"',
  "#39": "'",
};

/** What editors escape inside a code, once. */
const unescaped = (inside: string): string =>
  inside.replace(/&([a-z]{2,4}|#3[49]);/g, (whole, name: string) => entities[name] ?? whole);
