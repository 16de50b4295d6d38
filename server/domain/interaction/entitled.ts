import type { Actor } from "../agent/actor.ts";
import type { Interaction } from "./interaction.ts";
import { type Operation, refusalOf } from "./lifecycle.ts";
import type { Refusal } from "./refusals.ts";

type Entitled = { readonly ok: true; readonly value: Interaction } | { readonly ok: false; readonly refusal: Refusal };

/**
 * Whether a row of the lifecycle may be done with what was found for this actor, in the order of wire.md 1.4: it exists (6), `If-Match`
 * (2/409), state (2/409), holder (3).
 */
export function entitled(
  found: Interaction | undefined,
  asked: {
    readonly target: string;
    readonly operation: Operation;
    readonly actor: Actor;
    readonly expectedVersion: number | undefined;
  },
): Entitled {
  if (found === undefined) return refused({ kind: "notFound", thing: "interaction", name: asked.target });
  const given = asked.expectedVersion;
  if (given !== undefined && given !== found.version) {
    return refused({ kind: "staleVersion", given, present: found.version });
  }
  const refusal = refusalOf(found, asked.operation, asked.actor);
  return refusal === undefined ? { ok: true, value: found } : refused(refusal);
}

const refused = (refusal: Refusal): Entitled => ({ ok: false, refusal });
