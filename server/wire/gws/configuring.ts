import { pathText, type Referred } from "@postroom/contract";
import type { Claims } from "../../operations/configuration/claims.ts";
import type { NamedReference } from "../../operations/configuration/named-reference.ts";
import { success } from "../answers.ts";
import type { Answer, Asking, Entry } from "../entry.ts";
import { type Collection, idOf, lastSegment, located } from "../shapes/uris.ts";

/** What a body says of its own id, as it is read: `id`, `uri`, `path`. */
export const claimsIn = (body: {
  readonly id?: string | undefined;
  readonly uri?: string | undefined;
  readonly path?: string | undefined;
}): Claims =>
  [
    { value: body.id, path: "$.id" },
    { value: body.uri === undefined ? undefined : lastSegment(body.uri), path: "$.uri" },
    { value: body.path === undefined ? undefined : lastSegment(body.path), path: "$.path" },
  ].flatMap(({ value, path }) => (value === undefined ? [] : [{ value, path }]));

/** A thing of this collection that a body refers to; of several names the one that never changes counts. */
export function referenceIn(
  { id, uri, name }: Referred,
  collection: Collection,
  at: readonly (string | number)[],
): NamedReference {
  const path = pathText(at, "$");
  if (id !== undefined) return { value: id, path, by: "id" };
  if (uri !== undefined) return { value: idOf(uri, collection), path, by: "id" };
  return { value: name ?? "", path, by: "name" };
}

/** The answer of a write: what it is called and where it is found. */
export const writtenAt = ({ answering }: Asking, id: string, path: (id: string) => string): Answer =>
  success({ id, ...located(answering.publicUrl, path(id)) });

/** An entry after which users and settings are looked up anew: rights and values count at once. reliability.md 7.2 S24 */
export const configures = (entry: Entry): Entry => ({ ...entry, configures: true });
