import { done, type Result, type World } from "../operation.ts";
import type { ContentChange } from "./content-change.ts";
import { readyTexts } from "./texts.ts";

/** Sanitises and completes the texts of the content, before the transaction. */
export async function prepareContent<Given extends { readonly content?: ContentChange }>(
  world: World,
  input: Given,
): Promise<Result<Given>> {
  if (input.content === undefined) return done(input);
  const ready = await readyTexts(world, input.content, input.content.path);
  return ready.ok ? done({ ...input, content: ready.value }) : ready;
}
