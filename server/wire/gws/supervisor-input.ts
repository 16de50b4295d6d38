import type { Assign, MoveToQueue, MoveToWorkbin } from "@postroom/contract";
import type { QueueReference, Spelt } from "../../operations/references.ts";
import type { UserReference } from "../../operations/users.ts";
import { type Found, found, missing } from "../../queries/query.ts";
import { present } from "../shapes/viewing.ts";
import { queueIn, spelt } from "./email-input.ts";
import { usersIn } from "./transfer-input.ts";

type Reason = { readonly reason?: string | undefined };
type NamedUser = Pick<Assign, "userId" | "userName" | "userUri">;

/** The reason that a body gives, for the audit. */
export const reasonIn = ({ reason }: Reason): Found<{ readonly reason?: string }> => found(present("reason", reason));

/** Assign's target: exactly one user, who may be named in several ways. wire.md 12 */
export function assignIn(body: NamedUser & Reason): Found<{ readonly to: UserReference; readonly reason?: string }> {
  const to = usersIn(body);
  if (to.length === 0) return missing({ kind: "missing", path: "$.userUri", hint: "or another target" });
  return found({ to, ...present("reason", body.reason) });
}

/** MoveToQueue's queue and position. wire.md 12 */
export function moveToQueueIn(body: Omit<MoveToQueue, "operationName">): Found<{
  readonly queue: QueueReference;
  readonly position: "keep" | "end";
  readonly reason?: string;
}> {
  const queue = queueIn(body);
  if (!queue.ok) return queue;
  return found({ queue: queue.value ?? {}, position: body.position, ...present("reason", body.reason) });
}

/** MoveToWorkbin's shelf: a workbin with an agent or a group. wire.md 12 */
export function moveToWorkbinIn(body: Omit<MoveToWorkbin, "operationName">): Found<{
  readonly workbin: Spelt<string>;
  readonly user: UserReference;
  readonly group?: Spelt<string>;
  readonly reason?: string;
}> {
  return found({
    workbin: { value: body.workbinName, path: "$.workbinName" },
    user: usersIn(body),
    ...present("group", spelt("$.agentGroup", body.agentGroup)),
    ...present("reason", body.reason),
  });
}
