import type { Actor } from "../domain/agent/actor.ts";
import { forbids, type Permission } from "../domain/agent/permissions.ts";
import type { Refusal } from "../domain/interaction/refusals.ts";
import type { Store } from "../ports/store.ts";
import type { Reading } from "../ports/transaction.ts";

/** Found, or why not. */
export type Found<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly refusal: Refusal };

/** One thing that the API can read. */
export type QueryDefinition<Input, Value> = {
  readonly name: string;
  readonly permission: Permission;
  readonly run: (asked: {
    readonly reading: Reading;
    readonly actor: Actor;
    readonly input: Input;
  }) => Promise<Found<Value>>;
};

export const defineQuery = <Input, Value>(
  name: string,
  permission: Permission,
  run: QueryDefinition<Input, Value>["run"],
): QueryDefinition<Input, Value> => ({ name, permission, run });

export const found = <Value>(value: Value): Found<Value> => ({ ok: true, value });
export const missing = (refusal: Refusal): { readonly ok: false; readonly refusal: Refusal } => ({
  ok: false,
  refusal,
});

/** Asks for rights, then runs the query on one snapshot. Throws `NotApplied` when the database is away. */
export async function ask<Input, Value>(
  store: Store,
  query: QueryDefinition<Input, Value>,
  asked: { readonly actor: Actor; readonly input: Input },
): Promise<Found<Value>> {
  const refusal = forbids(asked.actor, query.permission);
  if (refusal !== undefined) return { ok: false, refusal };
  return store.read((reading) => query.run({ reading, ...asked }));
}
