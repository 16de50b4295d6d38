import type { RulesSimulateAnswer } from "@postroom/contract";
import { useSay } from "../../desktop/desk.ts";
import { Candidates } from "../../supervisor/candidates.tsx";
import { Subject } from "../../ui/subject.tsx";
import { ReadSo } from "./read-so.tsx";
import type { ListedRule } from "./rule.ts";
import { Sentence } from "./sentence.tsx";

type Props = { readonly way: RulesSimulateAnswer; readonly rules: readonly ListedRule[] };
type Step = RulesSimulateAnswer["path"][number];

/** The way of one mail: each rule that was asked, each condition with what it saw, where the mail would wait, and who would get it. desktop.md 8.4 */
export function Way({ way: { path, result, offer, read }, rules }: Props) {
  const say = useSay();
  const left = rules.length - path.length;
  if (read !== undefined && read.placing !== "route") return <ReadSo read={read} />;
  return (
    <div className="way">
      {read !== undefined && <ReadSo read={read} />}
      <ol className="rules">
        {path.map((step) => {
          const rule = rules.find(({ id }) => id === step.ruleId);
          return (
            <li key={step.ruleId} className="rule" data-held={step.matched}>
              <p>
                <Holds holds={step.matched} />{" "}
                {rule === undefined ? (
                  <bdi>{step.ruleId}</bdi>
                ) : (
                  <Sentence rule={rule} behind={(index) => <Saw condition={step.conditions[index]} />} />
                )}
              </p>
            </li>
          );
        })}
      </ol>
      {path.length === 0 && <p>{say("rules.noneAsked")}</p>}
      {left > 0 && <p className="soft">{say("rules.notAsked", { count: left })}</p>}
      <Result result={result} />
      <h3>{say("rules.offer")}</h3>
      {offer.candidates.length === 0 && <p>{say("rules.nobody")}</p>}
      <Candidates {...offer} />
    </div>
  );
}

/** Colour, sign and word. desktop.md 2.5 */
function Holds({ holds }: { readonly holds: boolean }) {
  const say = useSay();
  return (
    <span className="holds-so" data-held={holds}>
      <span aria-hidden="true">{holds ? "✓" : "✗"}</span> {say(holds ? "rules.held" : "rules.heldNot")}
    </span>
  );
}

function Saw({ condition }: { readonly condition: Step["conditions"][number] | undefined }) {
  const say = useSay();
  if (condition === undefined) return null;
  const { matched, saw } = condition;
  return (
    <span className="saw" data-held={matched}>
      {" "}
      (<span aria-hidden="true">{matched ? "✓" : "✗"}</span>
      <span className="only-heard">{say(matched ? "rules.held" : "rules.heldNot")}</span>{" "}
      {saw.length === 0 ? say("rules.sawNothing") : say("rules.saw")}
      {saw.map((value, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a mail may have a value twice.
        <span key={index}>
          {index > 0 ? ", " : " "}
          <bdi>
            <Subject text={value} />
          </bdi>
        </span>
      ))}
      )
    </span>
  );
}

function Result({ result: { queue, priority, skill, userData } }: Pick<RulesSimulateAnswer, "result">) {
  const say = useSay();
  return (
    <>
      <h3>{say("rules.result")}</h3>
      {queue === undefined ? (
        <p className="problem">{say("rules.noQueue")}</p>
      ) : (
        <p>
          {say("rules.waitsIn", { queue, priority })}
          {skill !== undefined && (
            <>
              {" "}
              {say("why.needed")} <bdi>{skill}</bdi>
            </>
          )}
        </p>
      )}
      <ul>
        {Object.entries(userData).map(([key, value]) => (
          <li key={key}>
            <bdi>{key}</bdi>: <bdi>{value}</bdi>
          </li>
        ))}
      </ul>
    </>
  );
}
