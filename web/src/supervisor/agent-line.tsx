import { useSay } from "../desktop/desk.ts";
import { AgentCells } from "./agent-cells.tsx";
import { AgentMenu } from "./agent-menu.tsx";
import type { Panel } from "./agent-verbs.ts";
import { AskedForm } from "./asked-form.tsx";
import { type Control, control } from "./control.ts";
import { Holding } from "./holding.tsx";
import type { AgentRow } from "./trouble.ts";
import { Waiting } from "./waiting.tsx";

type Line = {
  readonly agent: AgentRow;
  readonly now: number;
  readonly changed: () => Promise<void>;
  readonly panel: Panel | undefined;
  readonly setPanel: (panel: Panel | undefined) => void;
};

/** An agent, and below it what is being asked about one. */
export function AgentLine({ agent, now, changed, panel, setPanel }: Line) {
  const does = async (asked: Control): Promise<void> => {
    const isDone = await control(agent, asked);
    await changed();
    if (isDone) setPanel(undefined);
  };
  return (
    <>
      <tr data-state={agent.state}>
        <AgentCells agent={agent} now={now} />
        <td>
          <AgentMenu
            agent={agent}
            makeReady={() => void does({ operationName: "SetState", state: "Ready" })}
            open={setPanel}
          />
        </td>
      </tr>
      {panel !== undefined && (
        <tr>
          <td colSpan={10}>
            <Asked agent={agent} panel={panel} does={does} changed={changed} close={() => setPanel(undefined)} />
          </td>
        </tr>
      )}
    </>
  );
}

type Asking = {
  readonly agent: AgentRow;
  readonly panel: Panel;
  readonly does: (asked: Control) => Promise<void>;
  readonly changed: () => Promise<void>;
  readonly close: () => void;
};

function Asked({ agent, panel, does, changed, close }: Asking) {
  const say = useSay();
  const { userName: name } = agent;
  const because = (reason: string) => (reason === "" ? {} : { reason });
  switch (panel) {
    case "held":
      return <Holding agent={agent} changed={changed} close={close} />;
    case "offer":
      return <Waiting agent={agent} changed={changed} close={close} />;
    case "notReady":
      return (
        <AskedForm
          label={say("agents.reason", { name })}
          verb={say("agents.setNotReady")}
          close={close}
          does={(text) => does({ operationName: "SetState", state: "NotReady", ...because(text) })}
        />
      );
    case "logOff":
      return (
        <AskedForm
          warning={say("agents.logOffAsk", { name })}
          label={say("agents.reason", { name })}
          verb={say("agents.logOff")}
          close={close}
          does={(text) => does({ operationName: "LogOff", ...because(text) })}
        />
      );
    case "message":
      return (
        <AskedForm
          isLong
          label={say("agents.message", { name })}
          verb={say("agents.send")}
          close={close}
          does={(text) => does({ operationName: "Message", text })}
        />
      );
  }
}
