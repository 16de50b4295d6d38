import type { RulesAnswer } from "@postroom/contract";
import { useCallback, useMemo, useState } from "react";
import { useSay } from "../../desktop/desk.ts";
import { Button } from "../../ui/button.tsx";
import { Page } from "../page.tsx";
import { useRead } from "../use-read.ts";
import { changesBetween } from "./difference.ts";
import { Differences } from "./differences.tsx";
import { rulesPath } from "./draft.ts";
import { Replay } from "./replay.tsx";
import type { Vocabulary } from "./rule-form.tsx";
import { RuleList } from "./rule-list.tsx";
import { RulesVerbs } from "./rules-verbs.tsx";
import { Simulator } from "./simulator.tsx";
import { useEdit } from "./use-edit.ts";
import { Versions } from "./versions.tsx";
import { WhatCounts } from "./what-counts.tsx";
import "./rules.css";

const how = { topic: "/postroom/v1/admin/rules", everyMs: 60_000 } as const;
const parts = ["draft", "published", "difference"] as const;
type Part = (typeof parts)[number];

/** How mail is routed: the draft, what counts, what is between them, and the way of one mail through them. desktop.md 8.4 */
export function Rules() {
  const say = useSay();
  const draft = useRead<RulesAnswer>(`${rulesPath}?state=draft`, how);
  const published = useRead<RulesAnswer>(rulesPath, how);
  const vocabulary = useRead<Vocabulary>(`${rulesPath}/vocabulary`);
  const [readDraft, readPublished] = [draft.readAgain, published.readAgain];
  const readAgain = useCallback(
    async (): Promise<void> => void (await Promise.all([readDraft(), readPublished()])),
    [readDraft, readPublished],
  );
  const [read, counts] = [draft.read?.body, published.read?.body];
  const problem = draft.problem ?? published.problem ?? vocabulary.problem;
  return (
    <Page title="view.rules" beside={counts !== undefined && <WhatCounts counts={counts} />} problem={problem}>
      {read !== undefined && counts !== undefined ? (
        <Parts {...{ draft: read, counts, readAgain }} vocabulary={vocabulary.read?.body} />
      ) : (
        problem === undefined && <p>{say("app.loading")}</p>
      )}
    </Page>
  );
}

type PartsProps = {
  readonly draft: RulesAnswer;
  readonly counts: RulesAnswer;
  readonly vocabulary: Vocabulary | undefined;
  readonly readAgain: () => Promise<void>;
};

function Parts({ draft, counts, vocabulary, readAgain }: PartsProps) {
  const say = useSay();
  const [chosen, choose] = useState<Part>("draft");
  const [said, setSaid] = useState("");
  const edit = useEdit({ draft, vocabulary, readAgain, tell: setSaid });
  const isOfFile = counts.readOnly === true;
  const part = isOfFile ? "published" : chosen;
  const changes = useMemo(() => changesBetween(counts.rules, draft.rules), [counts.rules, draft.rules]);
  const which = part === "published" ? part : "draft";
  const told = { draft, readAgain, show: choose, tell: setSaid };
  return (
    <>
      {!isOfFile && (
        <>
          <fieldset className="parts" aria-label={say("view.rules")}>
            {parts.map((one) => (
              <Button key={one} isOn={one === part} onPress={() => choose(one)}>
                {say(`rules.part.${one}`, { count: changes.length })}
              </Button>
            ))}
          </fieldset>
          <RulesVerbs {...told} {...{ changes, edit, said }} />
        </>
      )}
      {part === "draft" && <RuleList rules={draft.rules} changes={changes} edit={edit} />}
      {part === "published" && !isOfFile && <Versions {...told} counts={counts} />}
      {part === "published" && <RuleList rules={counts.rules} changes={[]} edit={undefined} />}
      {part === "difference" && (
        <>
          <Replay key={`${draft.version} ${counts.version}`} />
          <Differences changes={changes} />
        </>
      )}
      <Simulator key={which} which={which} set={which === "published" ? counts : draft} />
    </>
  );
}

export type ShowPart = (part: Part) => void;
