import type { RenderedResponse } from "@postroom/contract";
import { DOMParser as ModelParser, type Node, type Slice } from "prosemirror-model";
import { schema } from "./schema.ts";
import { unresolvedIn } from "./serialise.ts";

type Policy = { createHTML(html: string): string };
type Policies = { createPolicy(name: string, rules: Policy): Policy };
// Not in every browser: those without Trusted Types need no policy.
const { trustedTypes }: { trustedTypes?: Policies } = Object(globalThis);
// The document that it makes is inert: nothing runs or loads in it, and only what the schema knows is taken out of it.
const policy = trustedTypes?.createPolicy("draft", { createHTML: (html) => html });

function bodyOf(html: string): HTMLElement {
  const plain = withoutStyles(html);
  return new DOMParser().parseFromString(policy?.createHTML(plain) ?? plain, "text/html").body;
}

/** Our schema writes the styles anew, and the policy of the page would report each of them. */
export const withoutStyles = (html: string): string =>
  html.replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\sstyle\s*=\s*(?:"[^"]*"|'[^']*')/gi, ""));

/** A draft's HTML as a tree of our schema; what the schema does not know is left out, its text stays. */
export const docOf = (html: string): Node => ModelParser.fromSchema(schema).parse(bodyOf(html));

/** The same, to be inserted at the caret. */
export function sliceOf(html: string): Slice {
  return ModelParser.fromSchema(schema).parseSlice(bodyOf(html));
}

/** A rendered response: what is missing where no chip can stand, as in the address of a link, is asked for in front. desktop.md 5.5 */
export function sliceOfResponse({ html, values }: Pick<RenderedResponse, "html" | "values">): Slice {
  const slice = sliceOf(html);
  const shown = new Set(unresolvedIn(slice.content).map((name) => name.toLowerCase()));
  const hidden = values.filter(({ name, value }) => value === "" && !shown.has(name.toLowerCase()));
  return hidden.length === 0 ? slice : sliceOf(hidden.map(({ name }) => chip(name)).join(" ") + html);
}

const chip = (name: string): string => `<span data-value="${name.replace(/[&<>"]/g, "")}"></span>`;
