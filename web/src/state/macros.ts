import type { MacroResource, MacroStep } from "@postroom/contract";
import type { OpenComposer } from "../commands/command.ts";
import type { Span } from "./snoozing.ts";
import type { Verbs } from "./verbs.ts";

/** What a macro is run with. */
export type MacroWorld = {
  readonly verbs: Pick<Verbs, "draft" | "operate" | "complete" | "transfer" | "place" | "snooze">;
  /** The composer of the draft, once its editor is there. */
  readonly composer: () => Promise<OpenComposer | undefined>;
};

const holdable: ReadonlySet<string> = new Set(["SetDisposition", "UpdateUserData", "AddComment"]);

/** What can be called back together: the end, and what is done with the e-mail right before it. desktop.md 3.1, 5.4 */
export function planOf(steps: readonly MacroStep[]) {
  const last = steps.at(-1);
  const ending = last?.operationName === "Complete" || last?.operationName === "Send" ? last : undefined;
  if (ending === undefined) return { before: steps, held: [], ending };
  const others = steps.slice(0, -1);
  const apart = others.findLastIndex(({ operationName }) => !holdable.has(operationName)) + 1;
  return { before: others.slice(0, apart), held: others.slice(apart), ending };
}

/** Does the steps in their order with one e-mail. The place of the refused one, which is the last that was tried; undefined: all are done. */
export async function runMacro(
  { steps }: Pick<MacroResource, "steps">,
  emailId: string,
  world: MacroWorld,
): Promise<number | undefined> {
  const { before, held, ending } = planOf(steps);
  for (const [place, step] of before.entries()) {
    if (!(await does(step, emailId, world))) return place;
  }
  if (ending === undefined) return undefined;
  const ended =
    ending.operationName === "Send"
      ? await (await world.composer())?.send(ending.complete, held)
      : await world.verbs.complete(emailId, held);
  if (ended?.isDone === true) return undefined;
  return before.length + Math.min(ended?.action ?? held.length, held.length);
}

async function does(step: MacroStep, id: string, world: MacroWorld): Promise<boolean> {
  const { verbs } = world;
  switch (step.operationName) {
    case "Reply":
    case "ReplyAll":
    case "Forward":
      return verbs.draft(id, step.operationName);
    case "InsertResponse":
      return (await (await world.composer())?.insert(step.responseId)) === true;
    case "SetDisposition":
    case "UpdateUserData":
    case "AddComment":
      return verbs.operate(id, step);
    case "Transfer": {
      const { queueName, userName = "" } = step;
      return verbs.transfer(id, queueName === undefined ? { userName } : { queueName }, "");
    }
    case "PlaceInWorkbin": {
      const { workbinName, agentGroup } = step;
      return verbs.place(id, workbinName, agentGroup === undefined ? {} : { agentGroup });
    }
    case "Snooze":
      return verbs.snooze(id, step.span satisfies Span);
    // Only at the end, where they are held.
    case "Complete":
    case "Send":
      return false;
  }
}
