import { DOMParser as ModelParser, type Node, type Slice } from "prosemirror-model";
import { schema } from "./schema.ts";

type Policy = { createHTML(html: string): string };
type Policies = { createPolicy(name: string, rules: Policy): Policy };
// Not in every browser: those without Trusted Types need no policy.
const { trustedTypes }: { trustedTypes?: Policies } = Object(globalThis);
// The document that it makes is inert: nothing runs or loads in it, and only what the schema knows is taken out of it.
const policy = trustedTypes?.createPolicy("draft", { createHTML: (html) => html });

const bodyOf = (html: string): HTMLElement =>
  new DOMParser().parseFromString(policy?.createHTML(html) ?? html, "text/html").body;

/** A draft's HTML as a tree of our schema; what the schema does not know is left out, its text stays. */
export const docOf = (html: string): Node => ModelParser.fromSchema(schema).parse(bodyOf(html));

/** The same, to be inserted at the caret. */
export function sliceOf(html: string): Slice {
  return ModelParser.fromSchema(schema).parseSlice(bodyOf(html));
}
