import { forbids } from "../../domain/agent/permissions.ts";
import type { Interaction } from "../../domain/interaction/interaction.ts";
import type { Refusal } from "../../domain/interaction/refusals.ts";
import { type Changed, doRow, loadFor, visibleFor } from "../email/do-row.ts";
import { type Asked, done, type Result, refuse } from "../operation.ts";
import { lockOpen } from "../supervisor/lock-open.ts";

type Owned = { readonly interaction: Interaction; readonly before: Interaction };

/**
 * An e-mail that may be answered without a look at it, owned by the actor: taken from its workbin or queue by whoever may take it from
 * there, never from a colleague's hands. Refuses drafts, mail that no person wrote, and what is being answered already (2/409).
 */
export async function ownedToAnswer<Input>(asked: Asked<Input>): Promise<Result<Owned>> {
  const { tx } = asked;
  const visible = await visibleFor(asked);
  if (!visible.ok) return visible;
  const before = visible.value;
  if (before.direction !== "inbound") return refuse(because("it is no received e-mail"));
  const reading = await tx.readings.of(before.id);
  if (reading !== undefined && reading.class !== "human") {
    return refuse(because(`no person wrote it (${reading.class})`));
  }
  if (await tx.holds.isBeingAnswered(before)) return refuse(because("an answer to it is being written"));
  const taken = await taking(asked, before);
  if (taken !== undefined && !taken.ok) return taken;
  return done({ before, interaction: taken === undefined ? before : taken.value.interaction });
}

const because = (why: string): Refusal => ({ kind: "notPossible", operation: "Reply", because: why });

/** Undefined: nothing is to be taken. Whether the actor is its owner is for Reply to say. */
async function taking<Input>(asked: Asked<Input>, { state, shelf }: Interaction): Promise<Result<Changed> | undefined> {
  const { actor } = asked;
  if (state !== "InWorkbin" && state !== "Queued") return undefined;
  if (shelf !== undefined && forbids(actor, "Pull") === undefined) {
    const pulled = await loadFor(asked, "Pull");
    if (pulled.ok) return doRow(asked, pulled.value, "Pull");
  }
  const forbidden = forbids(actor, "Take");
  if (forbidden !== undefined) return refuse(forbidden);
  const locked = await lockOpen(asked, "Take");
  return locked.ok ? doRow(asked, locked.value, "Take") : locked;
}
