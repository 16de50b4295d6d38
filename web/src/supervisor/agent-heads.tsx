import type { ReactNode } from "react";
import { useSay } from "../desktop/desk.ts";

/** The heads of the columns that every list of agents has. */
export function AgentHeads({ children }: { readonly children?: ReactNode }) {
  const say = useSay();
  return (
    <thead>
      <tr>
        <th scope="col">{say("agents.agent")}</th>
        <th scope="col">{say("agents.state")}</th>
        <th scope="col">{say("agents.since")}</th>
        <th scope="col">{say("agents.load")}</th>
        <th scope="col">{say("wallboard.offered")}</th>
        <th scope="col">{say("agents.lastAction")}</th>
        <th scope="col">{say("agents.done")}</th>
        <th scope="col">{say("agents.declined")}</th>
        <th scope="col">{say("agents.missed")}</th>
        {children}
      </tr>
    </thead>
  );
}
