/** What a key inside `email` or `email_object` means. */
export type Meaning =
  | { readonly kind: "list"; readonly name: "to" | "cc" | "bcc"; readonly spelt: Spellings }
  | {
      readonly kind: "text";
      readonly name: "from" | "subject" | "text" | "html";
      readonly spelt: Spellings;
      readonly line?: true;
      readonly charactersMax?: number;
    }
  | { readonly kind: "type"; readonly accepts: "text/html" | "text/plain"; readonly spelt: Spellings };

type Spellings = readonly string[];

/** The table of wire.md 5.2; the first spelling is dialect B's, shown in the reference. */
const meanings: readonly Meaning[] = [
  { kind: "list", name: "to", spelt: ["to", "toAddress"] },
  { kind: "list", name: "cc", spelt: ["cc", "ccAddress"] },
  { kind: "list", name: "bcc", spelt: ["bcc", "bccAddress"] },
  { kind: "text", name: "from", spelt: ["from", "fromAddress"], line: true, charactersMax: 2_000 },
  { kind: "text", name: "subject", spelt: ["subject"], line: true, charactersMax: 1_000 },
  { kind: "text", name: "text", spelt: ["bodyAsPlainText", "text"] },
  { kind: "text", name: "html", spelt: ["body", "html", "structuredText"] },
  { kind: "type", accepts: "text/html", spelt: ["mime", "structuredTextMimeType"] },
  { kind: "type", accepts: "text/plain", spelt: ["mimeType"] },
];

/** The members for the API reference; the other spellings are named in each description. */
export const documentedKeys = Object.fromEntries(
  meanings.map(({ kind, spelt: [first = "", ...others] }) => [
    first,
    {
      ...(kind === "list"
        ? { oneOf: [{ type: "string" }, { type: "array", items: { type: "string" } }] }
        : { type: "string" }),
      ...(others.length === 0 ? {} : { description: `Also written ${others.join(", ")}` }),
    },
  ]),
);

/** The meaning of a key: without regard to case, and with or without `s` or `es` behind an address key. Undefined: not ours, ignored. */
export function meaningOf(key: string): Meaning | undefined {
  const lower = key.toLowerCase();
  return bySpelling.get(lower) ?? addressKey(lower.replace(/s$/, "")) ?? addressKey(lower.replace(/es$/, ""));
}

const bySpelling: ReadonlyMap<string, Meaning> = new Map(
  meanings.flatMap((meaning) => meaning.spelt.map((spelling) => [spelling.toLowerCase(), meaning] as const)),
);

function addressKey(lower: string): Meaning | undefined {
  const meaning = bySpelling.get(lower);
  return meaning?.kind === "list" || (meaning?.kind === "text" && meaning.name === "from") ? meaning : undefined;
}
