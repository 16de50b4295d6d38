import { useEffect, useId, useRef } from "react";
import { useSay } from "../desktop/desk.ts";
import { Button } from "../ui/button.tsx";
import { searchIn } from "../ui/form-search.ts";
import type { FieldProblem } from "./field-problem.ts";
import type { AuditRow } from "./use-audit.ts";

const fields = [
  { name: "actor", label: "audit.who", of: ({ by }: AuditRow) => by },
  { name: "action", label: "audit.action", of: ({ operation }: AuditRow) => operation },
  { name: "object", label: "audit.object", of: ({ name }: AuditRow) => name },
] as const;
const days = [
  { name: "from", label: "audit.from" },
  { name: "to", label: "audit.to" },
] as const;

type Props = {
  readonly asked: URLSearchParams;
  /** What was found: the words that may be looked for. */
  readonly rows: readonly AuditRow[];
  readonly problem: FieldProblem | undefined;
  readonly find: (asked: URLSearchParams) => void;
};

/** What is looked for. */
export function AuditFilter({ asked, rows, problem, find }: Props) {
  const say = useSay();
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  const text = asked.toString();
  // Also when another search came by the browser's way back; the focus stays where it is.
  useEffect(() => {
    const now = new URLSearchParams(text);
    for (const input of form.current?.querySelectorAll("input") ?? []) input.value = now.get(input.name) ?? "";
  }, [text]);
  const wrong = [...fields, ...days].find(({ name }) => name === problem?.field);
  return (
    <form
      ref={form}
      className="filter"
      onSubmit={(event) => {
        event.preventDefault();
        find(searchIn(event.currentTarget));
      }}
    >
      {wrong !== undefined && (
        <p role="alert">
          <a
            href={`#${id}-${wrong.name}-field`}
            onClick={(event) => {
              event.preventDefault();
              form.current?.querySelector<HTMLElement>(`[name=${wrong.name}]`)?.focus();
            }}
          >
            {say(wrong.label)}
          </a>
          : <bdi lang="en">{problem?.words}</bdi>
        </p>
      )}
      {fields.map(({ name, label, of }) => (
        <label key={name}>
          {say(label)}
          <input
            id={`${id}-${name}-field`}
            name={name}
            list={`${id}-${name}`}
            maxLength={name === "action" ? 100 : 1_000}
            dir="auto"
            autoComplete="off"
            aria-invalid={problem?.field === name}
            aria-describedby={problem?.field === name ? `${id}-problem` : undefined}
          />
          <datalist id={`${id}-${name}`}>
            {[...new Set(rows.map(of))].map((one) => one !== undefined && <option key={one} value={one} />)}
          </datalist>
          {problem?.field === name && (
            <span id={`${id}-problem`} className="problem" dir="auto" lang="en">
              {problem.words}
            </span>
          )}
        </label>
      ))}
      {days.map(({ name, label }) => (
        <label key={name}>
          {say(label)}
          <input id={`${id}-${name}-field`} name={name} type="date" />
        </label>
      ))}
      <Button type="submit" isMain>
        {say("audit.find")}
      </Button>
    </form>
  );
}
