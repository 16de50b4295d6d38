import { useSay } from "../../desktop/desk.ts";
import type { Change } from "./difference.ts";
import { Sentence } from "./sentence.tsx";

/** What publishing would change, each rule as it is and as it would be. desktop.md 8.4 */
export function Differences({ changes }: { readonly changes: readonly Change[] }) {
  const say = useSay();
  if (changes.length === 0) return <p>{say("rules.noDifference")}</p>;
  return (
    <ul className="rules">
      {changes.map((change) => (
        <li key={`${change.kind} ${change.rule.id}`} className="rule difference" data-change={change.kind}>
          <p>
            <span className="chip">{say(`rules.${change.kind}`)}</span> <bdi>{change.rule.id}</bdi>
          </p>
          {change.kind === "changed" && (
            <p>
              <del>
                <span className="only-heard">{say("rules.before")} </span>
                <Sentence rule={change.before} />
              </del>
            </p>
          )}
          <p>{change.kind === "removed" ? <Gone change={change} /> : <Sentence rule={change.rule} />}</p>
          {change.kind === "changed" && change.before.note !== change.rule.note && (
            <p className="soft">
              <bdi>{change.rule.note}</bdi>
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}

const Gone = ({ change: { rule } }: { readonly change: Change }) => (
  <del>
    <Sentence rule={rule} />
  </del>
);
