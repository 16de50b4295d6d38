import { memo } from "react";
import { useSay } from "../desktop/desk.ts";
import { type Changes, type GridAgent, levelOf } from "./pending-levels.ts";

type Props = {
  readonly agent: GridAgent;
  readonly row: number;
  readonly skills: readonly string[];
  /** What is not saved. */
  readonly changes: Changes | undefined;
  /** Where Tab leads into the row; undefined: nowhere. */
  readonly column: number | undefined;
};

/** One agent. Drawn anew only when something of it is another: a grid may have thousands of cells. */
export const SkillRow = memo(function SkillRow({ agent, row, skills, changes, column }: Props) {
  const say = useSay();
  return (
    <tr>
      <th scope="row">
        <bdi>{agent.userName}</bdi>{" "}
        {agent.readOnly && (
          <span className="chip" title={say("skills.ofFile", { name: agent.userName })}>
            {say("skills.file")}
          </span>
        )}
      </th>
      {skills.map((skill, index) => {
        const isPending = changes?.has(skill) === true;
        const level = isPending ? (changes.get(skill) ?? null) : levelOf(agent, skill);
        return (
          <td
            key={skill}
            // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a cell of a grid has the focus (ARIA grid pattern).
            role="gridcell"
            tabIndex={index === column ? 0 : -1}
            data-at={`${row} ${index}`}
            data-pending={isPending}
            aria-readonly={agent.readOnly}
          >
            {level ?? "–"}
            {isPending && <span className="only-heard"> {say("skills.notSaved")}</span>}
          </td>
        );
      })}
    </tr>
  );
});
