import type { Actor } from "../agent/actor.ts";
import type { Interaction } from "./interaction.ts";
import { type Operation, refusalOf } from "./lifecycle.ts";
import type { Refusal } from "./refusals.ts";

type Entitled = { readonly ok: true; readonly value: Interaction } | { readonly ok: false; readonly refusal: Refusal };

type Wanted = {
  readonly target: string;
  readonly actor: Actor;
  readonly expectedVersion: number | undefined;
};

/**
 * Whether a row of the lifecycle may be done with what was found for this actor, in the order of wire.md 1.4: it exists (6), `If-Match`
 * (2/409), state (2/409), holder (3).
 */
export function entitled(found: Interaction | undefined, wanted: Wanted & { readonly operation: Operation }): Entitled {
  const expected = asExpected(found, wanted);
  if (!expected.ok) return expected;
  const refusal = refusalOf(expected.value, wanted.operation, wanted.actor);
  return refusal === undefined ? expected : refused(refusal);
}

/** The first two of these: it exists (6), in the version that the client names (2/409). */
export function asExpected(found: Interaction | undefined, { target, expectedVersion }: Wanted): Entitled {
  if (found === undefined) return refused({ kind: "notFound", thing: "interaction", name: target });
  if (expectedVersion !== undefined && expectedVersion !== found.version) {
    return refused({ kind: "staleVersion", given: expectedVersion, present: found.version });
  }
  return { ok: true, value: found };
}

const refused = (refusal: Refusal): Entitled => ({ ok: false, refusal });
