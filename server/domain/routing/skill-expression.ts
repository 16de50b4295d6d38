/** A condition over an agent's skills: `English >= 3 & (French >= 1 | QA)`. */
export type SkillExpression =
  | { readonly kind: "anybody" }
  | { readonly kind: "level"; readonly skill: string; readonly compare: Comparison; readonly level: number }
  | { readonly kind: "all" | "any"; readonly parts: readonly SkillExpression[] };

export type Comparison = ">=" | ">" | "=" | "<=" | "<";

export type ParsedExpression =
  | { readonly ok: true; readonly expression: SkillExpression }
  | { readonly ok: false; readonly problem: string };

/**
 * Reads an expression. A skill alone means level 1 or more; `&`, `and`, `&&` bind tighter than `|`, `or`, `||`; names with blanks stand
 * in quotes, and a quote within them twice. Empty text is a condition that everybody meets. The problem of a bad text names the place.
 */
export function parseSkillExpression(text: string): ParsedExpression {
  const tokens = tokenise(text);
  if (typeof tokens === "string") return { ok: false, problem: tokens };
  if (tokens.length === 0) return { ok: true, expression: { kind: "anybody" } };
  const reader: Reader = { tokens, at: 0 };
  const expression = readAny(reader, 0);
  if (typeof expression === "string") return { ok: false, problem: expression };
  const rest = reader.tokens[reader.at];
  return rest === undefined ? { ok: true, expression } : { ok: false, problem: `unexpected "${rest.text}"` };
}

/** Writes an expression so that reading it gives it back. */
export function printSkillExpression(expression: SkillExpression): string {
  switch (expression.kind) {
    case "anybody":
      return "";
    case "level":
      return `${quoted(expression.skill)} ${expression.compare} ${expression.level}`;
    case "all":
      return expression.parts.map((part) => parenthesised(part)).join(" & ");
    case "any":
      return expression.parts.map((part) => parenthesised(part)).join(" | ");
  }
}

/** Whether an agent with these levels (skill name → level) meets the condition. A skill the agent lacks has level 0. */
export function meets(expression: SkillExpression, levels: ReadonlyMap<string, number>): boolean {
  switch (expression.kind) {
    case "anybody":
      return true;
    case "level":
      return compares(levels.get(expression.skill) ?? 0, expression.compare, expression.level);
    case "all":
      return expression.parts.every((part) => meets(part, levels));
    case "any":
      return expression.parts.some((part) => meets(part, levels));
  }
}

/** The names of all skills in the expression. */
export function skillsNamed(expression: SkillExpression): readonly string[] {
  switch (expression.kind) {
    case "anybody":
      return [];
    case "level":
      return [expression.skill];
    case "all":
    case "any":
      return [...new Set(expression.parts.flatMap(skillsNamed))];
  }
}

type Token = { readonly kind: "name" | "number" | "compare" | "and" | "or" | "(" | ")"; readonly text: string };
type Reader = { readonly tokens: readonly Token[]; at: number };

const depthMax = 50;
const pattern = /\s+|"((?:[^"]|""){1,255})"|(&&?|\|\|?|\(|\)|>=|<=|==?|>|<)|([^\s"&|()<>=]+)/gy;

function tokenise(text: string): Token[] | string {
  const tokens: Token[] = [];
  pattern.lastIndex = 0;
  while (pattern.lastIndex < text.length) {
    const at = pattern.lastIndex;
    const match = pattern.exec(text);
    if (match === null) return `unexpected "${text.slice(at, at + 10)}"`;
    const [, name, sign, word] = match;
    if (name !== undefined) tokens.push({ kind: "name", text: name.replaceAll('""', '"') });
    else if (sign !== undefined) tokens.push(signToken(sign));
    else if (word !== undefined) tokens.push(wordToken(word));
  }
  return tokens;
}

function signToken(sign: string): Token {
  if (sign === "(" || sign === ")") return { kind: sign, text: sign };
  if (sign.startsWith("&")) return { kind: "and", text: sign };
  if (sign.startsWith("|")) return { kind: "or", text: sign };
  return { kind: "compare", text: sign === "==" ? "=" : sign };
}

function wordToken(word: string): Token {
  if (/^\d{1,6}$/.test(word)) return { kind: "number", text: word };
  const lower = word.toLowerCase();
  return lower === "and" || lower === "or" ? { kind: lower, text: word } : { kind: "name", text: word };
}

const readAny = (reader: Reader, depth: number): SkillExpression | string => readSeries(reader, "or", "any", depth);

function readSeries(reader: Reader, sign: "and" | "or", kind: "all" | "any", depth: number): SkillExpression | string {
  const parts: SkillExpression[] = [];
  do {
    const part = sign === "or" ? readSeries(reader, "and", "all", depth) : readOne(reader, depth);
    if (typeof part === "string") return part;
    parts.push(part);
  } while (take(reader, sign) !== undefined);
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : { kind, parts };
}

function readOne(reader: Reader, depth: number): SkillExpression | string {
  if (depth > depthMax) return `more than ${depthMax} levels of parentheses`;
  if (take(reader, "(") !== undefined) {
    const inside = readAny(reader, depth + 1);
    if (typeof inside === "string") return inside;
    return take(reader, ")") === undefined ? 'a ")" is missing' : inside;
  }
  const name = take(reader, "name");
  if (name === undefined) return `a skill is expected${before(reader)}`;
  const compare = take(reader, "compare");
  if (compare === undefined) return { kind: "level", skill: name.text, compare: ">=", level: 1 };
  const level = take(reader, "number");
  if (level === undefined || !isComparison(compare.text))
    return `a level is expected after "${name.text} ${compare.text}"`;
  return { kind: "level", skill: name.text, compare: compare.text, level: Number(level.text) };
}

function take(reader: Reader, kind: Token["kind"]): Token | undefined {
  const token = reader.tokens[reader.at];
  if (token?.kind !== kind) return undefined;
  reader.at += 1;
  return token;
}

function before(reader: Reader): string {
  const token = reader.tokens[reader.at];
  return token === undefined ? " at the end" : ` before "${token.text}"`;
}

const isComparison = (text: string): text is Comparison => [">=", ">", "=", "<=", "<"].includes(text);

function compares(has: number, compare: Comparison, level: number): boolean {
  switch (compare) {
    case ">=":
      return has >= level;
    case ">":
      return has > level;
    case "=":
      return has === level;
    case "<=":
      return has <= level;
    case "<":
      return has < level;
  }
}

const quoted = (name: string): string =>
  /^[^\s"&|()<>=]+$/.test(name) && !/^(\d+|and|or)$/i.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
const parenthesised = (part: SkillExpression): string =>
  part.kind === "all" || part.kind === "any" ? `(${printSkillExpression(part)})` : printSkillExpression(part);
