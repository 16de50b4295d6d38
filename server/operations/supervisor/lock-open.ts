import type { Interaction } from "../../domain/interaction/interaction.ts";
import { refusalOf } from "../../domain/interaction/lifecycle.ts";
import type { Refusal } from "../../domain/interaction/refusals.ts";
import { StaleWrite } from "../../ports/store.ts";
import { lockAgents } from "../agent-locks.ts";
import { type Asked, done, type Result, refuse } from "../operation.ts";

/** What supervisors may say besides: audited with what they do. wire.md 12 */
export type Reasoned = { readonly reason?: string };

/** What a row is given of a reason. */
export const reasoned = ({ reason }: Reasoned): { readonly note?: string } =>
  reason === undefined || reason === "" ? {} : { note: reason };

type Row = "Take" | "Assign" | "MoveToQueue" | "MoveToWorkbin" | "CompleteOpen" | "CancelOpen" | "MarkOpenSpam";

/**
 * Locks an interaction for a supervisor, behind the rows of its invitee and of `agents`, and checks in the order of wire.md 1.4: it exists
 * (6), `If-Match`, it is open (2/409). Throws `StaleWrite` when it was offered to somebody else meanwhile: then everything is done again.
 */
export async function lockOpen<Input>(
  asked: Asked<Input>,
  row: Row,
  agents: readonly string[] = [],
): Promise<Result<Interaction>> {
  const { tx, target, expectedVersion } = asked;
  const seen = await tx.interactions.visible(target, asked.actor);
  const invitee = seen?.state === "Invited" ? seen.holder : undefined;
  const locked = await lockAgents(tx, [invitee, ...agents]);
  const interaction = seen === undefined ? undefined : await tx.interactions.lock(seen.id);
  if (interaction === undefined) return refuse({ kind: "notFound", thing: "interaction", name: target });
  if (interaction.state === "Invited" && !locked.has(interaction.holder ?? "")) throw new StaleWrite(target);
  if (expectedVersion !== undefined && expectedVersion !== interaction.version) {
    return refuse({ kind: "staleVersion", given: expectedVersion, present: interaction.version });
  }
  const refusal = whyNot(interaction, row, refusalOf(interaction, row, asked.actor));
  if (refusal !== undefined) return refuse(refusal);
  // Reading a message finishes within moments, and changes what it is about (mail.md 0).
  if (interaction.state === "Queued" && !(await tx.interactions.isRead(interaction.id))) {
    return refuse({ kind: "notPossible", operation: called[row], because: "its message has not been read yet" });
  }
  return done(interaction);
}

/** row → as clients call it. */
const called: Readonly<Record<Row, string>> = {
  Take: "Take",
  Assign: "Assign",
  MoveToQueue: "MoveToQueue",
  MoveToWorkbin: "MoveToWorkbin",
  CompleteOpen: "Complete",
  CancelOpen: "Cancel",
  MarkOpenSpam: "MarkSpam",
};

const finished: ReadonlySet<Interaction["state"]> = new Set(["Sent", "Completed", "Canceled"]);

/** The refusal in the client's words; what is open and still the wrong thing to end says so. */
function whyNot(interaction: Interaction, row: Row, refusal: Refusal | undefined): Refusal | undefined {
  if (refusal?.kind !== "wrongState") return refusal;
  const operation = called[row];
  if (finished.has(interaction.state)) return { ...refusal, operation };
  const because = interaction.direction === "inbound" ? "it is a received e-mail" : "it is a draft";
  return { kind: "notPossible", operation, because };
}
