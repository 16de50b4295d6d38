import { z } from "zod";
import { isLonger } from "../characters.ts";
import { kindOf, pathText } from "../problems.ts";
import { refusal } from "../read-body.ts";
import { documentedKeys, type Meaning, meaningOf } from "./content-keys.ts";
import { typeProblem } from "./media-type.ts";
import { isOneLine } from "./parameters.ts";

/** A text with the JSON path at which the client wrote it: `$.email.to[1]`. Refusals of later checks name that path. */
export type Given = { readonly path: string; readonly value: string };

/** An address list with the path of its key. Addresses are not parsed yet; blank entries are dropped, so no entry means none. */
export type GivenList = { readonly path: string; readonly entries: readonly Given[] };

/** What a request says about an e-mail's content. Absent: the draft's present value stays; present but empty: cleared. wire.md 5.2 */
export type GivenContent = {
  readonly container: Container;
  readonly to?: GivenList;
  readonly cc?: GivenList;
  readonly bcc?: GivenList;
  readonly from?: Given;
  readonly subject?: Given;
  readonly text?: Given;
  readonly html?: Given;
};

export type Container = "email" | "email_object";

/** `email` and `email_object` of a request body: either is accepted on both paths, both at once are a contradiction. wire.md 5.2 */
export const contentKeys = {
  email: givenContent("email").optional(),
  email_object: givenContent("email_object").optional(),
};

type BothContainers = { readonly email?: GivenContent | undefined; readonly email_object?: GivenContent | undefined };

/** Refuses a body with both containers. For `superRefine`. */
export function oneContainer(body: BothContainers, context: z.core.$RefinementCtx): void {
  if (body.email === undefined || body.email_object === undefined) return;
  context.addIssue(refusal(2, ["email"], "email and email_object exclude each other"));
}

/** The body with its one content under `content`. For `transform`. */
export function withContent<Body extends BothContainers>(body: Body) {
  const { email, email_object, ...rest } = body;
  return { ...rest, content: email ?? email_object };
}

/** Where a client would have written To: the path of the refusal "Send without To". wire.md 5.11 */
export const pathOfTo = (content: GivenContent | undefined): string =>
  content?.to?.path ?? (content?.container === "email" ? "$.email.to" : "$.email_object.toAddress");

/** One container, its keys matched as wire.md 5.2 says. */
function givenContent(container: Container) {
  return z
    .record(z.string(), z.unknown())
    .transform((raw, context) => readContent(raw, container, { above: [container], context }))
    .meta({ type: "object", additionalProperties: true, properties: documentedKeys });
}

/** An address list beside a container: `to` of Forward. `above` are the keys that lead to it. wire.md 5.2, 5.8 */
export const addressList = (...above: readonly string[]) =>
  z
    .union([z.string(), z.array(z.unknown())], {
      error: ({ input }) => (input === undefined ? undefined : `expected string or array, got ${kindOf(input)}`),
    })
    .transform((value, context) => readList([], value, { above, context }));

/** `above`: the keys that hold what is read, the outermost first; the schema adds it to the paths of what it refuses by itself. */
type Place = { readonly above: readonly string[]; readonly context: z.core.$RefinementCtx };
type Draft = { -readonly [Key in keyof GivenContent]: GivenContent[Key] };

function readContent(raw: Readonly<Record<string, unknown>>, container: Container, place: Place): GivenContent {
  const content: Draft = { container };
  for (const [key, value] of Object.entries(raw)) {
    const meaning = meaningOf(key);
    if (meaning !== undefined && value !== null && value !== undefined) take(content, meaning, key, value, place);
  }
  return content;
}

function take(content: Draft, meaning: Meaning, key: string, value: unknown, place: Place): void {
  switch (meaning.kind) {
    case "type":
      checkType(meaning.accepts, key, value, place);
      return;
    case "list": {
      const list = readList([key], value, place);
      if (list !== undefined && agrees(content[meaning.name], list, key, place)) content[meaning.name] ??= list;
      return;
    }
    case "text": {
      const text = readText(meaning, key, value, place);
      if (text !== undefined && agrees(content[meaning.name], text, key, place)) content[meaning.name] ??= text;
    }
  }
}

function readList(key: readonly string[], value: unknown, place: Place): GivenList | undefined {
  const path = pathText([...place.above, ...key], "$");
  if (typeof value !== "string" && !Array.isArray(value)) {
    return refuse(place, key, `expected string or array, got ${kindOf(value)}`);
  }
  const given: readonly unknown[] = typeof value === "string" ? [value] : value;
  const entries: Given[] = [];
  for (const [index, entry] of given.entries()) {
    const at = typeof value === "string" ? key : [...key, index];
    if (typeof entry !== "string") return refuse(place, at, `expected string, got ${kindOf(entry)}`);
    if (!isOneLine(entry)) return refuse(place, at, "line breaks are not allowed");
    if (entry.trim() !== "") entries.push({ path: pathText([...place.above, ...at], "$"), value: entry });
  }
  return { path, entries };
}

type TextMeaning = Extract<Meaning, { readonly kind: "text" }>;

function readText(meaning: TextMeaning, key: string, value: unknown, place: Place): Given | undefined {
  if (typeof value !== "string") return refuse(place, [key], `expected string, got ${kindOf(value)}`);
  if (meaning.line === true && !isOneLine(value)) return refuse(place, [key], "line breaks are not allowed");
  if (meaning.charactersMax !== undefined && isLonger(value, meaning.charactersMax)) {
    return refuse(place, [key], `at most ${meaning.charactersMax} characters`);
  }
  return { path: pathText([...place.above, key], "$"), value };
}

function checkType(accepts: string, key: string, value: unknown, place: Place): void {
  const problem = typeProblem(value, accepts);
  if (problem !== undefined) refuse(place, [key], problem);
}

/** The same meaning twice must have the same value. */
function agrees(before: Given | GivenList | undefined, now: Given | GivenList, key: string, place: Place): boolean {
  if (before === undefined || JSON.stringify(values(before)) === JSON.stringify(values(now))) return true;
  place.context.addIssue(refusal(2, [key], `contradicts ${before.path}`));
  return false;
}

/** The entries of a list one by one, however they are joined: `"a, b"` says the same as `["a", "b"]`. */
const values = (given: Given | GivenList): readonly string[] =>
  "entries" in given
    ? given.entries
        .flatMap(({ value }) => value.split(/[,;]/))
        .map((one) => one.trim())
        .filter((one) => one !== "")
    : [given.value];

function refuse(place: Place, path: readonly (string | number)[], message: string): undefined {
  place.context.addIssue({ code: "custom", path: [...path], message });
  return undefined;
}
