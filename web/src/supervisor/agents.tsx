import { useSearchParams } from "wouter";
import { useSay } from "../desktop/desk.ts";
import { AgentHeads } from "./agent-heads.tsx";
import { AgentLine } from "./agent-line.tsx";
import { type Panel, panels } from "./agent-verbs.ts";
import { type AgentRow, longestInState } from "./trouble.ts";
import { useSteady } from "./use-steady.ts";

type Props = {
  readonly agents: readonly AgentRow[];
  readonly now: number;
  readonly changed: () => Promise<void>;
};

/** Who is there, since when, with how much, and how the day went; and what a supervisor may do about it. desktop.md 7 */
export function Agents({ agents, now, changed }: Props) {
  const say = useSay();
  const [open, setOpen] = useOpen();
  const { rows, pointer } = useSteady(longestInState(agents), ({ userId }) => userId);
  return (
    <table>
      <AgentHeads>
        <th scope="col">{say("agents.verbs")}</th>
      </AgentHeads>
      <tbody {...pointer}>
        {rows.map((agent) => (
          <AgentLine
            key={agent.userId}
            agent={agent}
            now={now}
            changed={changed}
            panel={open.userId === agent.userId ? open.panel : undefined}
            setPanel={(panel) => setOpen(agent.userId, panel)}
          />
        ))}
      </tbody>
    </table>
  );
}

type Open = { readonly userId: string | null; readonly panel: Panel | undefined };

/** What is asked about whom, by the URL: the command box leads here. desktop.md 2.7 */
function useOpen(): readonly [Open, (userId: string, panel: Panel | undefined) => void] {
  const [search, setSearch] = useSearchParams();
  const open = { userId: search.get("agent"), panel: panels.find((one) => one === search.get("ask")) };
  const setOpen = (userId: string, panel: Panel | undefined): void =>
    setSearch(
      (before) => {
        const others = [...before].filter(([name]) => name !== "agent" && name !== "ask");
        return panel === undefined ? others : [...others, ["agent", userId], ["ask", panel]];
      },
      { replace: true },
    );
  return [open, setOpen];
}
