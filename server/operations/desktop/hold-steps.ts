import type { Permission } from "../../domain/agent/permissions.ts";
import { forbids } from "../../domain/agent/permissions.ts";
import type { HoldStep } from "../../domain/desktop/hold.ts";
import { type Asked, done, type OperationDefinition, type Result, refuse, type World } from "../operation.ts";

/** An operation that is done later, by a hold or a job; its input is what the same code has stored. */
export type Holdable<Value = unknown> = {
  readonly permission: Permission;
  readonly prepare: (world: World, input: unknown) => Promise<Result<unknown>>;
  readonly run: (asked: Asked<unknown>) => Promise<Result<Value>>;
};

/** Name → operation. The caller's table: no operation knows another. */
export type Holdables = Readonly<Record<string, Holdable>>;

/** An operation as a step. */
export const holdable = <Input, Value>(definition: OperationDefinition<Input, Value>): Holdable<Value> => ({
  permission: definition.permission,
  // The input was made for this operation by its own row, and came back from the store as it went in.
  prepare: async (world, input) => definition.prepare?.(world, input as Input) ?? done(input),
  run: (asked) => definition.run({ ...asked, input: asked.input as Input }),
});

/** The slow work of every step on its input, before the transaction. */
export async function preparedSteps(
  world: World,
  steps: readonly HoldStep[],
  holdables: Holdables,
): Promise<Result<readonly HoldStep[]>> {
  const ready: HoldStep[] = [];
  for (const [action, step] of steps.entries()) {
    const input = await operationOf(step, holdables).prepare(world, step.input);
    if (!input.ok) return refuse({ ...input.refusal, action });
    ready.push({ ...step, input: input.value });
  }
  return done(ready);
}

/** All steps in their order, or none: what the first refusal leaves is for the caller to undo, and it says which. Each asks for its own rights. */
export async function runSteps<Input>(
  asked: Asked<Input>,
  steps: readonly HoldStep[],
  holdables: Holdables,
): Promise<Result<undefined>> {
  for (const [action, step] of steps.entries()) {
    const { permission, run } = operationOf(step, holdables);
    const forbidden = forbids(asked.actor, permission);
    if (forbidden !== undefined) return refuse({ ...forbidden, action });
    const result = await run({ ...asked, target: step.email, input: step.input, expectedVersion: undefined });
    if (!result.ok) return refuse({ ...result.refusal, action });
  }
  return done(undefined);
}

function operationOf({ operation }: HoldStep, holdables: Holdables): Holdable {
  const found = Object.hasOwn(holdables, operation) ? holdables[operation] : undefined;
  if (found === undefined) throw new Error(`no hold can do ${operation}`);
  return found;
}
