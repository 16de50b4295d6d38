import type { SetUpStepsAnswer } from "@postroom/contract";
import { useEffect } from "react";
import { usePreferences, useSay } from "../../desktop/desk.ts";
import { noteSteps, putAway, setUpPath } from "../../desktop/set-up-list.ts";
import { Button } from "../../ui/button.tsx";
import { Page } from "../page.tsx";
import { useRead } from "../use-read.ts";
import { SetUpStep } from "./set-up-step.tsx";
import "./set-up.css";

/** Whoever sends a test mail waits for it here. */
const how = { everyMs: 5_000 } as const;

/** What a new centre needs, each step ticked by what the server has seen. desktop.md 8.1 */
export function SetUpList() {
  const say = useSay();
  const { read, problem, readAgain } = useRead<SetUpStepsAnswer>(setUpPath, how);
  const isAway = usePreferences(({ panes }) => panes.setUp === false);
  const body = read?.body;
  useEffect(() => {
    if (body !== undefined) noteSteps(body);
  }, [body]);
  const steps = body?.steps ?? [];
  const done = steps.filter(({ state }) => state === "done").length;
  const mailbox = steps.find(({ id }) => id === "mailbox")?.proof.name;
  const isWhole = done === steps.length;
  return (
    <Page title="view.setUp" problem={problem}>
      {read === undefined && problem === undefined && <p>{say("app.loading")}</p>}
      {read !== undefined && (
        <>
          <p className="soft">{say("setUpList.hint")}</p>
          <div className="verbs">
            <strong role="status">
              {isWhole ? say("setUpList.whole") : say("setUpList.sum", { done, all: steps.length })}
            </strong>
            <Button onPress={() => putAway(!isAway)} hint={say("setUpList.awayHint")}>
              {say(isAway ? "setUpList.back" : "setUpList.away")}
            </Button>
          </div>
          <ol className="set-up-steps">
            {steps.map((step) => (
              <SetUpStep key={step.id} step={step} mailbox={mailbox} changed={readAgain} />
            ))}
          </ol>
        </>
      )}
    </Page>
  );
}
