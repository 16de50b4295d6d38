import { type ClipboardEvent, type KeyboardEvent, useRef, useState } from "react";
import { useSay } from "../desktop/desk.ts";
import { blockAt, moved, type Place } from "./grid-moves.ts";
import { type Level, levelTyped, type Typed } from "./levels.ts";
import { type Changes, type GridAgent, levelOf, setLevel } from "./pending-levels.ts";
import { SkillRow } from "./skill-row.tsx";

type Props = {
  readonly skills: readonly string[];
  readonly agents: readonly GridAgent[];
  readonly pending: ReadonlyMap<string, Changes>;
  /** Says why a key did nothing. */
  readonly tell: (words: string) => void;
};

/** Agents by skills: arrow keys move, digits set, Delete takes away, Escape gives back what is saved, and a block is pasted. desktop.md 8.3 */
export function SkillTable({ skills, agents, pending, tell }: Props) {
  const say = useSay();
  const table = useRef<HTMLTableElement>(null);
  const typed = useRef<Typed>(undefined);
  const [at, setAt] = useState<Place>({ row: 0, column: 0 });
  // What was removed meanwhile leaves the place inside.
  const here = { row: Math.min(at.row, agents.length - 1), column: Math.min(at.column, skills.length - 1) };
  const set = ({ row, column }: Place, level: Level | undefined): void => {
    const [agent, skill] = [agents[row], skills[column]];
    if (agent === undefined || skill === undefined) return;
    tell(agent.readOnly ? say("skills.ofFile", { name: agent.userName }) : "");
    if (!agent.readOnly) setLevel(agent, skill, level === undefined ? levelOf(agent, skill) : level);
  };
  const digit = (event: KeyboardEvent): void => {
    const now = { cell: `${here.row} ${here.column}`, digit: event.key, at: event.timeStamp };
    set(here, levelTyped(now, typed.current));
    typed.current = now;
  };
  const press = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = moved(here, event.key, { rows: agents.length, columns: skills.length });
    if (next !== undefined) cellAt(table.current, next)?.focus();
    else if (/^\d$/.test(event.key)) digit(event);
    else if (["Delete", "Backspace", "-"].includes(event.key)) set(here, null);
    else if (event.key === "Escape") set(here, undefined);
    else return;
    event.preventDefault();
  };
  const paste = (event: ClipboardEvent): void => {
    event.preventDefault();
    const block = blockAt(event.clipboardData.getData("text/plain"), here, { skills, agents }, say);
    if ("words" in block) tell(block.words);
    else for (const cell of block) set(cell, cell.level);
  };
  return (
    <div className="scrolled">
      <table
        ref={table}
        className="skills"
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid of cells that are changed by keys (ARIA grid pattern).
        role="grid"
        aria-label={say("view.skills")}
        onKeyDown={press}
        onPaste={paste}
        onFocus={({ target }) => {
          const [row, column] = (target.dataset["at"] ?? "").split(" ").map(Number);
          if (row !== undefined && column !== undefined) setAt({ row, column });
        }}
      >
        <thead>
          <tr>
            <th scope="col">{say("skills.agent")}</th>
            {skills.map((skill) => (
              <th key={skill} scope="col">
                <bdi>{skill}</bdi>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {agents.map((agent, row) => (
            <SkillRow
              key={agent.userId}
              {...{ agent, row, skills }}
              changes={pending.get(agent.userId)}
              column={row === here.row ? here.column : undefined}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

const cellAt = (table: HTMLElement | null, { row, column }: Place): HTMLElement | null =>
  table?.querySelector<HTMLElement>(`[data-at="${row} ${column}"]`) ?? null;
