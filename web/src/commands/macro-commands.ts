import type { MacroResource, MacroStep } from "@postroom/contract";
import type { Key } from "../i18n/words.ts";
import { runMacro } from "../state/macros.ts";
import { type Command, type Doing, isWritable } from "./command.ts";

/** What each operation of a macro is called. */
export const stepLabels: Readonly<Record<MacroStep["operationName"], Key>> = {
  Reply: "command.reply",
  ReplyAll: "command.replyAll",
  Forward: "command.forward",
  InsertResponse: "macros.insert",
  SetDisposition: "command.disposition",
  UpdateUserData: "context.setPair",
  AddComment: "dialog.addNote",
  Transfer: "command.transfer",
  PlaceInWorkbin: "command.workbin",
  Snooze: "command.snooze",
  Complete: "command.done",
  Send: "command.sendDone",
};

/** A macro as a command of the page: with its key, never from inside a mail. desktop.md 2 row 4, 4.4 */
export const macroCommand = (macro: MacroResource): Command => ({
  id: `macro.${macro.id}`,
  label: "command.macro",
  values: { name: macro.name },
  keys: macro.key === undefined ? [] : [macro.key],
  layer: "page",
  fromFrame: false,
  unless: ({ subject }) => (subject === undefined ? "obstacle.noItem" : undefined),
  runs: (doing) => runSteps(macro, doing),
  ...(leavesReply(macro.steps) ? { opens: true, runs: (doing) => runToWrite(macro, doing) } : {}),
});

const writes: ReadonlySet<string> = new Set(["Reply", "ReplyAll", "Forward", "InsertResponse"]);
const end: ReadonlySet<string> = new Set(["Send", "Complete", "Transfer", "PlaceInWorkbin", "Snooze"]);

/** Whether somebody may want to write on where the steps end. */
const leavesReply = (steps: readonly MacroStep[]): boolean =>
  steps.some(({ operationName }) => writes.has(operationName)) &&
  !steps.some(({ operationName }) => end.has(operationName));

/** Does the steps for somebody who writes on behind them: true once their reply is there, also where a later step was refused. */
export async function runToWrite(steps: Parameters<typeof runSteps>[0], doing: Doing): Promise<boolean> {
  const { subject, written } = doing;
  await runSteps(steps, doing);
  return subject !== undefined && isWritable(await written(subject.id));
}

let isRunning = false;

/** One at a time: a key that is pressed twice does nothing twice. */
async function runSteps(
  macro: Pick<MacroResource, "name" | "steps">,
  { subject, desk, verbs, written, say }: Doing,
): Promise<void> {
  if (subject === undefined || isRunning) return;
  isRunning = true;
  verbs.open(subject.id);
  const { id } = subject;
  const place = await runMacro(macro, id, { verbs, composer: () => written(id) }).finally(() => {
    isRunning = false;
  });
  const refused = place === undefined ? undefined : macro.steps[place];
  if (place === undefined || refused === undefined) return;
  const step = say(stepLabels[refused.operationName]);
  desk.tell({ key: "notice.macroStopped", values: { name: macro.name, number: place + 1, step } }, "alarm");
}
