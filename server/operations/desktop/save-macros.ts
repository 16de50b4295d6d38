import type { Actor } from "../../domain/agent/actor.ts";
import {
  type Macro,
  type MacroProblem,
  type MacroStep,
  type Macros,
  whyNotMacros,
} from "../../domain/desktop/macro.ts";
import type { Refusal } from "../../domain/interaction/refusals.ts";
import { shelfIn } from "../../domain/workbin/shelf.ts";
import type { Transaction } from "../../ports/transaction.ts";
import { defineOperation, done, refuse } from "../operation.ts";

type Input = { readonly macros: readonly (Omit<Macro, "id"> & { readonly id?: string | undefined })[] };

/**
 * Replaces somebody's macros, and tells their other pages. Refuses by the field what cannot be (10): a key that two have, a step behind the
 * end, a response, queue, user, workbin or group that does not exist, a shelf that is not named or not for the user; and a stale version
 * (2/409). desktop.md 13, wire.md 7
 */
export const saveMacros = defineOperation<Input, Macros>(
  "SaveMacros",
  "UseDesktop",
  async ({ tx, world, actor, input, expectedVersion }) => {
    const present = await tx.macros.of(actor.id);
    if (expectedVersion !== undefined && expectedVersion !== present.version) {
      return refuse({ kind: "staleVersion", given: expectedVersion, present: present.version });
    }
    const macros = input.macros.map((macro): Macro => ({ ...macro, id: macro.id ?? world.ids.guid() }));
    const problem = whyNotMacros(macros) ?? (await whatIsMissing(tx, actor, macros));
    if (problem !== undefined) return refuse({ kind: "badValue", ...problem });
    const saved = { version: present.version + 1, macros };
    await tx.macros.save(actor.id, saved);
    const thing = { about: "macros", macros: saved } as const;
    await tx.journal.append({ kind: "DeskChanged", user: actor.id, operation: "SaveMacros", thing });
    return done(saved);
  },
);

/** Parameter of a step → whether what it names is there, and what to say when it is not. */
const named = {
  responseId: [async (tx, id) => (await tx.responses.byId(id)) !== undefined, "no such standard response"],
  queueName: [async (tx, name) => (await tx.centre.queueNamed(name)) !== undefined, "no such queue"],
  userName: [async (tx, name) => (await tx.users.byName(name)) !== undefined, "no such user"],
  workbinName: [async (tx, name) => (await tx.centre.workbinNamed(name)) !== undefined, "no such workbin"],
} as const satisfies Record<string, readonly [(tx: Transaction, name: string) => Promise<boolean>, string]>;

async function whatIsMissing(
  tx: Transaction,
  actor: Actor,
  macros: readonly Macro[],
): Promise<MacroProblem | undefined> {
  for (const [index, { steps }] of macros.entries()) {
    for (const [number, step] of steps.entries()) {
      const problem = (await whatIsUnknown(tx, step)) ?? (await whyNotShelf(tx, actor, step));
      if (problem !== undefined) return { ...problem, path: `$.macros[${index}].steps[${number}].${problem.path}` };
    }
  }
  return undefined;
}

async function whatIsUnknown(tx: Transaction, step: MacroStep): Promise<MacroProblem | undefined> {
  for (const [field, [isThere, because]] of Object.entries(named)) {
    const name = step[field];
    if (typeof name === "string" && !(await isThere(tx, name))) return { path: field, because };
  }
  return undefined;
}

const shelfProblems: Readonly<Partial<Record<Refusal["kind"], string>>> = {
  missing: "missing: the workbin has a shelf for each group",
  notFound: "no such group",
  shelfForbidden: "not a group of yours",
};

/** The same shelf as when the macro runs, by the same rule. */
async function whyNotShelf(tx: Transaction, actor: Actor, step: MacroStep): Promise<MacroProblem | undefined> {
  const { operationName: operation, workbinName, agentGroup } = step;
  const workbin = typeof workbinName === "string" ? await tx.centre.workbinNamed(workbinName) : undefined;
  if (workbin === undefined) return undefined;
  const path = "agentGroup";
  const groupName = typeof agentGroup === "string" ? { value: agentGroup, path } : undefined;
  if (workbin.type === "Agent" && groupName !== undefined)
    return { path, because: "the workbin has no shelves of groups" };
  const groups = await tx.centre.groups();
  const whose = { id: actor.id, groups: actor.kind === "user" ? actor.groups : [] };
  const shelf = shelfIn(workbin, { actor, operation, whose, groupName, groups });
  return shelf.ok ? undefined : { path, because: shelfProblems[shelf.refusal.kind] ?? "not possible" };
}
