import type { Refusal } from "../../domain/interaction/refusals.ts";
import { wayOfOverflow } from "../../domain/queue/overflow.ts";
import { isBuiltIn, isRouted, kindsAllowed, noRouting, type Queue, type Routing } from "../../domain/queue/queue.ts";
import { parseSkillExpression, skillsNamed } from "../../domain/routing/skill-expression.ts";
import type { Transaction } from "../../ports/transaction.ts";
import { done, type Result, refuse } from "../operation.ts";
import { type Claims, ownedByFile } from "./claims.ts";
import { meant, type NamedReference } from "./named-reference.ts";
import { expressionsOf } from "./skills-in-routing.ts";

/** What is written of a queue; what is absent stays. wire.md 10.2, product.md */
export type QueueChange = {
  readonly claims: Claims;
  readonly name?: string;
  readonly kind?: Queue["kind"];
  readonly description?: string;
  readonly routing?: Omit<Routing, "overflow"> & {
    readonly overflow: { readonly afterMs: number; readonly queue: NamedReference } | undefined;
  };
  readonly invitationTimeoutMs?: number;
  /** What else the provisioning file can say; replaced as a whole. */
  readonly promises?: Pick<
    Queue,
    "invitationTimeoutMs" | "sla" | "hours" | "recipientGuard" | "acknowledgement" | "retention"
  >;
  /** Names of queues that a file owns: at the next start it would take back what was changed. */
  readonly owned?: ReadonlySet<string>;
};

/**
 * The queue after the change. Refuses what is built in (11), a used name (18), routing of queues that are never routed (2/400), skill
 * expressions that cannot be read or name no skill (10), a queue to overflow into that does not exist (6), is not routed or leads back here (2/400).
 */
export async function queueAfter(tx: Transaction, before: Queue, change: QueueChange): Promise<Result<Queue>> {
  const known = await tx.centre.queues();
  const name = change.name ?? before.name;
  const kind = change.kind ?? before.kind;
  const refusal =
    builtInRefused(before, { name, kind }) ?? unroutedRefused(kind, change) ?? (await expressionRefused(tx, change));
  if (refusal !== undefined) return refuse(refusal);
  if (known.some((one) => one.name === name && one.id !== before.id)) {
    return refuse({ kind: "alreadyExists", thing: "queue", name });
  }
  const routing = routingAfter(known, before, change);
  if (!routing.ok) return routing;
  const unanswered = await responseRefused(tx, change);
  if (unanswered !== undefined) return refuse(unanswered);
  const description = change.description ?? before.description;
  const { recipientGuard, retention, ...promises } = change.promises ?? {
    ...before,
    invitationTimeoutMs: change.invitationTimeoutMs ?? before.invitationTimeoutMs,
  };
  const { invitationTimeoutMs, sla, hours, acknowledgement } = isRouted({ kind }) ? promises : unpromised;
  return done({
    ...{ id: before.id, name, kind, description, routing: isRouted({ kind }) ? routing.value : noRouting },
    ...{
      invitationTimeoutMs,
      sla,
      hours,
      acknowledgement,
      retention,
      ...(recipientGuard === undefined ? {} : { recipientGuard }),
    },
  });
}

/** Of queues that are not routed. */
const unpromised = { invitationTimeoutMs: undefined, sla: undefined, hours: undefined, acknowledgement: undefined };

/** Refuses what the provisioning file owns (11). desktop.md 8.6 */
export const ownerRefused = ({ owned }: QueueChange, { name }: Pick<Queue, "name">): Refusal | undefined =>
  ownedByFile(owned, name);

async function responseRefused(tx: Transaction, { promises }: QueueChange): Promise<Refusal | undefined> {
  const response = promises?.acknowledgement?.response;
  if (response === undefined || (await tx.responses.page({ name: response, limit: 1 })).length > 0) return undefined;
  return { kind: "badValue", path: "$.acknowledgement.response", because: `no such standard response: ${response}` };
}

/** Whether others overflow into the queue. */
export const isOverflowOf = (queues: readonly Queue[], { id }: Queue): boolean =>
  queues.some(({ routing }) => routing.overflow?.queue === id);

function builtInRefused(before: Queue, after: Pick<Queue, "name" | "kind">): Refusal | undefined {
  if (!isBuiltIn(before)) {
    if (after.kind !== "parked") return undefined;
    return { kind: "badValue", path: "$.kind", because: "only the built-in queue parked is of this kind" };
  }
  if (after.name !== before.name) return { kind: "readOnly", path: "$.name" };
  return after.kind === before.kind ? undefined : { kind: "readOnly", path: "$.kind" };
}

function unroutedRefused(kind: Queue["kind"], change: QueueChange): Refusal | undefined {
  if (isRouted({ kind })) return undefined;
  const because = `a queue of kind ${kind} is never routed`;
  if (change.routing !== undefined) return { kind: "contradiction", path: "$.routing", because };
  return change.invitationTimeoutMs === undefined
    ? undefined
    : { kind: "contradiction", path: "$.invitationTimeout", because };
}

async function expressionRefused(tx: Transaction, { routing }: QueueChange): Promise<Refusal | undefined> {
  if (routing === undefined) return undefined;
  const skills = new Set((await tx.centre.skills()).map(({ name }) => name));
  for (const { value, path } of expressionsOf(routing)) {
    const parsed = parseSkillExpression(value);
    if (!parsed.ok) return { kind: "badValue", path, because: `${parsed.problem} in ${JSON.stringify(value)}` };
    const unknown = skillsNamed(parsed.expression).filter((skill) => !skills.has(skill));
    if (unknown.length > 0) return { kind: "badValue", path, because: `no such skill: ${unknown.join(", ")}` };
  }
  return undefined;
}

function routingAfter(known: readonly Queue[], before: Queue, { routing }: QueueChange): Result<Routing> {
  if (routing === undefined) return done(before.routing);
  const { overflow, ...given } = routing;
  // GWS has no key for it: then it stays.
  const { lastAgent = before.routing.lastAgent ?? false } = given;
  const rest = { ...given, lastAgent };
  if (overflow === undefined) return done({ ...rest, overflow });
  const queue = meant(known, overflow.queue);
  const { path, value } = overflow.queue;
  if (queue === undefined) return refuse({ kind: "notFound", thing: "queue", name: value });
  if (queue.id === before.id) {
    return refuse({ kind: "contradiction", path, because: "a queue cannot overflow into itself" });
  }
  const kinds: readonly string[] = kindsAllowed.place;
  if (!kinds.includes(queue.kind)) {
    return refuse({ kind: "queueKind", path, operation: "overflow", queueKind: queue.kind, queue: queue.name });
  }
  const circle = wayOfOverflow(known, queue, before.id);
  if (circle !== undefined) {
    const because = `overflows in a circle: ${[before, ...circle].map(({ name }) => name).join(", ")}`;
    return refuse({ kind: "contradiction", path, because });
  }
  return done({ ...rest, overflow: { afterMs: overflow.afterMs, queue: queue.id } });
}
