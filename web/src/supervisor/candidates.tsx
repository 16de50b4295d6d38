import type { OffersAnswer } from "@postroom/contract";
import { useSay } from "../desktop/desk.ts";
import { runningText } from "../desktop/times.ts";

type Decision = NonNullable<OffersAnswer["offers"][number]["decision"]>;

/** Who fits, in the order in which they get it, and who does not and why. desktop.md 7 */
export function Candidates({ candidates, excluded }: Pick<Decision, "candidates" | "excluded">) {
  const say = useSay();
  return (
    <>
      <ol>
        {candidates.map(({ userId, name, parts: { isLastAgent, held, capacity, idleSeconds } }) => (
          <li key={userId}>
            <bdi>{name}</bdi>: {say("why.parts", { held, capacity, idle: runningText(idleSeconds * 1_000) })}
            {isLastAgent && <> · {say("why.lastAgent")}</>}
          </li>
        ))}
      </ol>
      {excluded.length > 0 && (
        <ul>
          {excluded.map(({ userId, name, reason }) => (
            <li key={userId}>
              <bdi>{name}</bdi>: {say(`why.not.${reason}`)}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
