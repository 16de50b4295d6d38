import { Menu, MenuItem, MenuTrigger, Popover, Button as Trigger } from "react-aria-components";
import { useSay } from "../desktop/desk.ts";
import { type Panel, verbsFor } from "./agent-verbs.ts";
import { For } from "./for.tsx";
import type { AgentRow } from "./trouble.ts";

type Props = {
  readonly agent: AgentRow;
  readonly makeReady: () => void;
  readonly open: (panel: Panel) => void;
};

/** What may be done with an agent now, as the server says. desktop.md 7 */
export function AgentMenu({ agent, makeReady, open }: Props) {
  const say = useSay();
  const { userName } = agent;
  const shown = verbsFor(agent);
  if (shown.length === 0) return null;
  return (
    <MenuTrigger>
      <Trigger className="button">
        {say("agents.verbs")}
        <For name={userName} /> <span aria-hidden="true">▾</span>
      </Trigger>
      <Popover className="menu">
        <Menu
          onAction={(key) => {
            const chosen = shown.find(({ id }) => id === key)?.id;
            if (chosen === "ready") makeReady();
            else if (chosen !== undefined) open(chosen);
          }}
        >
          {shown.map(({ id, label }) => (
            <MenuItem key={id} id={id} data-danger={id === "logOff"}>
              {say(label)}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
