import { useState } from "react";
import { useDesk, useSay } from "../desktop/desk.ts";
import { useNow } from "../desktop/ticking.ts";
import { Button } from "../ui/button.tsx";
import { Agents } from "./agents.tsx";
import { AsOf } from "./as-of.tsx";
import { GroupChoice, useGroup } from "./group-choice.tsx";
import { Screens } from "./screens.tsx";
import { useBoard } from "./use-board.ts";
import { Wallboard } from "./wallboard.tsx";
import "./supervisor.css";

/** The room: queues by trouble, agents by time in state. Numbers that grow old say so. desktop.md 7 */
export function Supervisor({ page }: { readonly page: "wallboard" | "agents" }) {
  const say = useSay();
  const [group] = useGroup();
  const { shown, problem, readAgain } = useBoard(group);
  const [hasScreens, setScreens] = useState(false);
  const offset = useDesk(({ clockOffset }) => clockOffset);
  const now = useNow();
  return (
    <main className="supervisor" tabIndex={-1} aria-label={say(`view.${page}`)}>
      <header>
        <h1>{say(`view.${page}`)}</h1>
        <GroupChoice />
        {page === "wallboard" && (
          <Button isOn={hasScreens} onPress={() => setScreens(!hasScreens)}>
            {say("screens.title")}
          </Button>
        )}
        {shown !== undefined && <AsOf at={shown.at} now={now} offset={offset} />}
      </header>
      {page === "wallboard" && hasScreens && <Screens />}
      {problem !== undefined && <p role="alert">{say("notice.refused", { words: problem })}</p>}
      {shown === undefined ? (
        problem === undefined && <p>{say("app.loading")}</p>
      ) : page === "wallboard" ? (
        <Wallboard board={shown.board} now={now + offset} />
      ) : (
        <Agents agents={shown.board.agents} now={now + offset} changed={readAgain} />
      )}
    </main>
  );
}
