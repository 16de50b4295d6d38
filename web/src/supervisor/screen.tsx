import { useSay } from "../desktop/desk.ts";
import { useNow } from "../desktop/ticking.ts";
import { AgentCells } from "./agent-cells.tsx";
import { AgentHeads } from "./agent-heads.tsx";
import { AsOf } from "./as-of.tsx";
import { longestInState } from "./trouble.ts";
import { useScreen } from "./use-screen.ts";
import { Wallboard } from "./wallboard.tsx";
import "./supervisor.css";
import "./screen.css";

/** The wallboard on a wall: nobody is signed in, nothing can be pressed. desktop.md 7 */
export function Screen({ token }: { readonly token: string }) {
  const say = useSay();
  const { shown, offset, isGone } = useScreen(token);
  const now = useNow();
  const agents = shown?.board.agents.filter(({ state }) => state !== "LoggedOut") ?? [];
  return (
    <main className="supervisor screen" aria-label={say("view.wallboard")}>
      <header>
        <h1>
          {say("view.wallboard")}
          {shown?.board.group !== undefined && (
            <>
              {" · "}
              <bdi>{shown.board.group.name}</bdi>
            </>
          )}
        </h1>
        {shown !== undefined && <AsOf at={shown.at} now={now} offset={offset} />}
      </header>
      {shown === undefined ? (
        <p role={isGone ? "alert" : undefined}>{say(isGone ? "screens.gone" : "app.loading")}</p>
      ) : (
        <>
          <Wallboard board={shown.board} now={now + offset} isOnWall />
          {agents.length > 0 && (
            <>
              <h2>{say("view.agents")}</h2>
              <table>
                <AgentHeads />
                <tbody>
                  {longestInState(agents).map((agent) => (
                    <tr key={agent.userId} data-state={agent.state}>
                      <AgentCells agent={agent} now={now + offset} />
                    </tr>
                  ))}
                </tbody>
              </table>
            </>
          )}
        </>
      )}
    </main>
  );
}
