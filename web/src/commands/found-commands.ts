import type { AgentState, ResponseResource } from "@postroom/contract";
import { draftOf } from "../state/rows.ts";
import type { Command } from "./command.ts";
import { runToWrite } from "./macro-commands.ts";

const asked = { keys: [], layer: "page", fromFrame: false } as const;
/** Ready and Not Ready stand before them in the list of `s`. */
const statesBefore = 2;

/** The states that the centre has besides Ready and Not Ready. desktop.md 3.2 */
export const stateCommands = (states: readonly AgentState[]): readonly Command[] =>
  states.map(({ operationName, displayName }, index) => ({
    ...asked,
    id: `status.${operationName}`,
    label: "command.state",
    values: { name: displayName },
    keys: [`s ${index + statesBefore + 1}`],
    runs: ({ verbs }) => verbs.become(operationName),
  }));

/** A standard response as a command: into the open reply at the caret, or into one that it begins. Nothing here sends. desktop.md 2 row 4 */
export const responseCommand = ({ id: responseId, name }: ResponseResource): Command => ({
  ...asked,
  id: `response.${responseId}`,
  label: "command.response",
  values: { name },
  unless: ({ subject, state }) => {
    if (subject === undefined) return "obstacle.noItem";
    const isWriting = draftOf(state, subject.id) !== undefined;
    return isWriting || subject.capabilities.includes("Reply") ? undefined : "obstacle.notAllowed";
  },
  opens: true,
  runs: (doing) => {
    const steps = [{ operationName: "Reply" }, { operationName: "InsertResponse", responseId }] as const;
    return runToWrite({ name, steps: [...steps] }, doing);
  },
});
