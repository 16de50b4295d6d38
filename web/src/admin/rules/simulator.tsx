import type { RulesSimulateAnswer } from "@postroom/contract";
import { useEffect, useRef, useState } from "react";
import type { Outcome } from "../../api/outcome.ts";
import { desk, useSay } from "../../desktop/desk.ts";
import { createTurns } from "../../state/newest.ts";
import { Choice } from "../../ui/choice.tsx";
import { type Problem, problemsOf } from "../problems.ts";
import { rulesPath } from "./draft.ts";
import { ImaginedMail } from "./imagined-mail.tsx";
import { ReceivedMail } from "./received-mail.tsx";
import type { ListedRule } from "./rule.ts";
import { SourceMail } from "./source-mail.tsx";
import { Way } from "./way.tsx";

type Props = {
  readonly which: "draft" | "published";
  readonly set: { readonly version: number; readonly rules: readonly ListedRule[] };
};

/** The mail that is tried: one that came in, one that is written for it, or the source of one. */
export type Tried = { readonly interactionId: string } | { readonly message: object } | { readonly eml: string };

const kinds = ["imagined", "received", "source"] as const;

/** What was found, and by which rules. */
type Found = { readonly way: RulesSimulateAnswer; readonly rules: readonly ListedRule[] };

/** The way of a mail through the rules, and who would be offered it. Tried again by itself when the rules are others. desktop.md 8.4 */
export function Simulator({ which, set: { version, rules } }: Props) {
  const say = useSay();
  const [kind, setKind] = useState<(typeof kinds)[number]>("imagined");
  const [tried, setTried] = useState<Tried>();
  const [found, setFound] = useState<Found>();
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const turns = useRef(createTurns());
  // biome-ignore lint/correctness/useExhaustiveDependencies: other rules are another version.
  useEffect(() => {
    if (tried === undefined) return;
    const isNewest = turns.current();
    void desk.api.post<RulesSimulateAnswer>(`${rulesPath}/simulate`, { rules: which, ...tried }).then((outcome) => {
      if (!isNewest()) return;
      setFound(outcome.ok ? { way: outcome.value, rules } : undefined);
      setProblems(problemsIn(outcome, tried) ?? [{ path: "", words: say("notice.unknown") }]);
    });
  }, [tried, version, which]);
  return (
    <section className="simulator" aria-labelledby="simulator">
      <h2 id="simulator">{say("rules.simulator")}</h2>
      <p className="soft">{say(which === "draft" ? "rules.simulateDraft" : "rules.simulatePublished")}</p>
      <Choice
        label={say("rules.mail")}
        values={kinds}
        chosen={kind}
        wordOf={(one) => say(`rules.mail.${one}`)}
        choose={(one) => {
          setKind(one);
          setProblems([]);
        }}
      />
      {kind === "imagined" && <ImaginedMail problems={problems} attempt={setTried} />}
      {kind === "source" && <SourceMail problems={problems} attempt={setTried} />}
      {kind === "received" && (
        <ReceivedMail
          problem={problems[0]?.words}
          tried={tried !== undefined && "interactionId" in tried ? tried.interactionId : undefined}
          attempt={setTried}
        />
      )}
      <div role="status">{found !== undefined && <Way way={found.way} rules={found.rules} />}</div>
    </section>
  );
}

/** Undefined: nobody knows what became of it. */
function problemsIn(outcome: Outcome<RulesSimulateAnswer>, tried: Tried): readonly Problem[] | undefined {
  if (outcome.ok || outcome.kind === "signedOut") return [];
  return outcome.kind === "refused" ? problemsOf(outcome, "eml" in tried ? "$." : "$.message.") : undefined;
}
