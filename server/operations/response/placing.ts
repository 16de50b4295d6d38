import type { Refusal } from "../../domain/interaction/refusals.ts";
import type { ResponseCategory, StandardResponse } from "../../domain/response/response.ts";
import type { Transaction } from "../../ports/transaction.ts";
import type { Result } from "../operation.ts";
import { done, refuse } from "../operation.ts";

/** The one that the path names, in the version that the client knows; else 6, or 2/409. wire.md 1.4 */
export function known<Thing extends { readonly version: number }>(
  thing: Thing | undefined,
  named: { readonly thing: "template" | "category"; readonly name: string; readonly version: number | undefined },
): Result<Thing> {
  if (thing === undefined) return refuse({ kind: "notFound", thing: named.thing, name: named.name });
  return named.version === undefined || named.version === thing.version
    ? done(thing)
    : refuse({ kind: "staleVersion", given: named.version, present: thing.version });
}

/** Why a standard response cannot lie there: no such category (6), its name is used (18), or it would expire before it begins (2/400). */
export async function refusalOfPlace(tx: Transaction, response: StandardResponse): Promise<Refusal | undefined> {
  const { category, name, language, startsAt, expiresAt } = response;
  if ((await tx.responses.category(category)) === undefined) {
    return { kind: "notFound", thing: "category", name: category };
  }
  if (startsAt !== undefined && expiresAt !== undefined && expiresAt <= startsAt) {
    return { kind: "contradiction", path: "$.expirationTime", because: "must be after startTime" };
  }
  const other = await tx.responses.named({ category, name, language });
  return other === undefined || other.id === response.id
    ? undefined
    : { kind: "alreadyExists", thing: "template", name };
}

/** Why a category cannot have that name there (18). */
export async function refusalOfName(tx: Transaction, category: ResponseCategory): Promise<Refusal | undefined> {
  const other = await tx.responses.categoryNamed(category.parent, category.name);
  return other === undefined || other.id === category.id
    ? undefined
    : { kind: "alreadyExists", thing: "category", name: category.name };
}
