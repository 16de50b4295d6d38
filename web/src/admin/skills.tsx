import type { SkillGridAnswer } from "@postroom/contract";
import { useLayoutEffect, useState } from "react";
import { useStore } from "zustand";
import { saving } from "../commands/saving.ts";
import { useSay } from "../desktop/desk.ts";
import { Button } from "../ui/button.tsx";
import { Page } from "./page.tsx";
import { cellsOf, type GridAgent, pendingLevels, type Refused, saveLevels } from "./pending-levels.ts";
import { SkillMatch } from "./skill-match.tsx";
import { SkillTable } from "./skill-table.tsx";
import { useRead } from "./use-read.ts";

const path = "/api/postroom/v1/skill-grid";
/** Others may change it too. */
const how = { everyMs: 30_000 } as const;

/** Who can what, in one grid that is changed by keys. desktop.md 8.3 */
export function Skills() {
  const say = useSay();
  const { read, problem, readAgain } = useRead<SkillGridAnswer>(path, how);
  const pending = useStore(pendingLevels);
  const [said, setSaid] = useState("");
  const [refused, setRefused] = useState<Refused>();
  const [isBusy, setBusy] = useState(false);
  const count = cellsOf(pending).length;
  const save = async (): Promise<void> => {
    setBusy(true);
    const outcome = await saveLevels();
    await readAgain();
    setBusy(false);
    setRefused(typeof outcome === "object" ? outcome : undefined);
    setSaid(outcome === undefined ? say("skills.saved") : outcome === "unknown" ? say("notice.unknown") : "");
  };
  // Before it can be seen: the key may come at once.
  useLayoutEffect(() => {
    if (count > 0 && !isBusy) saving.current = save;
    return () => {
      saving.current = undefined;
    };
  });
  return (
    <Page title="view.skills" problem={problem}>
      {read !== undefined && read.body.skills.length === 0 && <p>{say("skills.none")}</p>}
      {read !== undefined && read.body.skills.length > 0 && (
        <>
          <SkillMatch changed={read.at} />
          <p className="soft">{say("skills.hint")}</p>
          <div className="verbs">
            <Button onPress={save} isMain isDisabled={count === 0 || isBusy} keys="^S">
              {say("skills.save")}
            </Button>
            <Button onPress={() => pendingLevels.setState(new Map(), true)} isDisabled={count === 0 || isBusy}>
              {say("skills.discard")}
            </Button>
            <span role="status">{count > 0 ? say("skills.pending", { count }) : said}</span>
          </div>
          {refused !== undefined && <RefusedCell refused={refused} agents={read.body.agents} />}
          <SkillTable {...{ ...read.body, pending, tell: setSaid }} />
          {count > 0 && <p role="status">{said}</p>}
        </>
      )}
    </Page>
  );
}

function RefusedCell({
  refused: { cell, words },
  agents,
}: {
  readonly refused: Refused;
  readonly agents: readonly GridAgent[];
}) {
  const whose = agents.find(({ userId }) => userId === cell?.userId)?.userName;
  return (
    <p role="alert" className="problem">
      {cell !== undefined && (
        <>
          <bdi>{whose ?? cell.userId}</bdi>, <bdi>{cell.skill}</bdi>:{" "}
        </>
      )}
      <bdi lang="en">{words}</bdi>
    </p>
  );
}
