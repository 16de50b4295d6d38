import type { RulesReplayAnswer } from "@postroom/contract";
import { useEffect, useRef, useState } from "react";
import { desk, useLocale, useSay } from "../../desktop/desk.ts";
import { dateText } from "../../desktop/times.ts";
import { told } from "../../supervisor/told.ts";
import { Button } from "../../ui/button.tsx";
import { Subject } from "../../ui/subject.tsx";
import { rulesPath } from "./draft.ts";

type Moved = RulesReplayAnswer["moved"][number];
type Run = {
  readonly asked: number;
  readonly moved: readonly Moved[];
  /** `running`: there is more; `all`: the week is through; `stopped`: there is more, and nobody asks. */
  readonly state: "running" | "all" | "stopped";
};

const shownMax = 200;
/** So many requests at most: nobody waits for longer. */
const partsMax = 100;

/** What the draft would have made of last week's e-mails, before it counts. desktop.md 8.4 */
export function Replay() {
  const say = useSay();
  const [run, setRun] = useState<Run>();
  const isWanted = useRef(false);
  useEffect(
    () => () => {
      isWanted.current = false;
    },
    [],
  );
  const begin = async (): Promise<void> => {
    isWanted.current = true;
    let found: Run = { asked: 0, moved: [], state: "running" };
    let cursor: string | undefined;
    for (let part = 0; part < partsMax && isWanted.current && found.state === "running"; part++) {
      setRun(found);
      const answer = await desk.api.post<RulesReplayAnswer>(
        `${rulesPath}/replay`,
        cursor === undefined ? {} : { cursor },
      );
      if (!answer.ok) {
        told(answer);
        break;
      }
      const { asked, moved, nextCursor } = answer.value;
      cursor = nextCursor;
      const state = nextCursor === undefined ? "all" : "running";
      found = { asked: found.asked + asked, moved: [...found.moved, ...moved], state };
    }
    isWanted.current = false;
    setRun(found.state === "all" ? found : { ...found, state: "stopped" });
  };
  return (
    <section className="replay" aria-label={say("rules.replay")}>
      <div className="verbs">
        <Button onPress={begin} isDisabled={run?.state === "running"} hint={say("rules.replayHint")}>
          {say("rules.replay")}
        </Button>
        {run?.state === "running" && (
          <Button
            onPress={() => {
              isWanted.current = false;
            }}
          >
            {say("rules.replayStop")}
          </Button>
        )}
        <span role="status">
          {run !== undefined && say(`rules.replayed.${run.state}`, { count: run.moved.length, of: run.asked })}
        </span>
      </div>
      {run !== undefined && run.moved.length > 0 && <Rows moved={run.moved} />}
    </section>
  );
}

function Rows({ moved }: { readonly moved: readonly Moved[] }) {
  const say = useSay();
  const locale = useLocale();
  return (
    <>
      <ul className="rules">
        {moved.slice(0, shownMax).map(({ interactionId, subject, from, receivedAt, before, after }) => (
          <li key={interactionId} className="rule">
            <p>
              <a href={`/interactions/${interactionId}`} dir="auto">
                <Subject text={subject === "" ? interactionId : subject} />
              </a>{" "}
              <span className="soft">
                <bdi>{from}</bdi> · <bdi>{dateText(Date.parse(receivedAt), locale)}</bdi>
              </span>
            </p>
            <p>
              <del>
                <PlaceWords place={before} />
              </del>{" "}
              <span className="arrow" aria-hidden="true" /> <PlaceWords place={after} />
            </p>
          </li>
        ))}
      </ul>
      {moved.length > shownMax && <p className="soft">{say("rules.replayMore", { count: moved.length - shownMax })}</p>}
    </>
  );
}

function PlaceWords({ place: { queue, priority, skill, userData, rules } }: { readonly place: Moved["before"] }) {
  const say = useSay();
  return (
    <span>
      <b>
        <bdi>{queue ?? "–"}</bdi>
      </b>
      , {say("rules.set.priority")} <bdi>{priority}</bdi>
      {skill !== undefined && (
        <>
          , {say("rules.set.skill")} <bdi>{skill}</bdi>
        </>
      )}
      {Object.entries(userData).map(([key, value]) => (
        <span key={key}>
          , <bdi>{key}</bdi> = <bdi>{value}</bdi>
        </span>
      ))}{" "}
      <span className="soft">
        (<bdi>{rules.length === 0 ? say("rules.noneHeld") : rules.join(", ")}</bdi>)
      </span>
    </span>
  );
}
