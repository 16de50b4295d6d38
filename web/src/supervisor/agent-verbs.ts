import type { Command } from "../commands/command.ts";
import type { Key, Say } from "../i18n/words.ts";
import { control } from "./control.ts";
import type { AgentRow } from "./trouble.ts";

/** What is asked below an agent's row before something is done. */
export const panels = ["held", "offer", "notReady", "logOff", "message"] as const;
export type Panel = (typeof panels)[number];

type Verb = { readonly id: Panel | "ready"; readonly label: Key };

/** What may be done with an agent now, as the server says. desktop.md 7 */
export function verbsFor({ state, held, capabilities }: AgentRow): readonly Verb[] {
  const may = (name: AgentRow["capabilities"][number]): boolean => capabilities.includes(name);
  const all: readonly (Verb & { readonly isShown: boolean })[] = [
    { id: "ready", label: "agents.setReady", isShown: may("SetState") && state !== "Ready" },
    { id: "notReady", label: "agents.setNotReady", isShown: may("SetState") && state !== "NotReady" },
    { id: "held", label: "agents.items", isShown: held > 0 },
    { id: "offer", label: "agents.offer", isShown: may("ReOffer") },
    { id: "message", label: "agents.write", isShown: may("Message") },
    { id: "logOff", label: "agents.logOff", isShown: may("LogOff") },
  ];
  return all.filter(({ isShown }) => isShown);
}

/** The same in the command box; what asks something first does so on the page of agents. */
export const agentCommands = (agent: AgentRow, say: Say): readonly Command[] =>
  verbsFor(agent).map(({ id, label }) => ({
    id: `agent.${agent.userId}.${id}`,
    label: "command.forAgent",
    values: { name: agent.userName, verb: say(label) },
    ...({ keys: [], layer: "page", fromFrame: false } as const),
    runs: ({ go }) =>
      id === "ready"
        ? control(agent, { operationName: "SetState", state: "Ready" })
        : go(`/agents?${new URLSearchParams({ agent: agent.userId, ask: id })}`),
  }));
