import { useEffect, useId, useRef, useState } from "react";
import { desk, useSay } from "../desktop/desk.ts";
import { Button } from "../ui/button.tsx";
import { searchIn } from "../ui/form-search.ts";
import { intervalKeys, intervals, type ReportName, takes } from "./asked.ts";

type Props = {
  readonly asked: URLSearchParams;
  readonly days: { readonly from: string; readonly to: string };
  /** Names of agents that may be looked for. */
  readonly agents: readonly string[];
  readonly name: ReportName;
  readonly find: (asked: URLSearchParams) => void;
};

/** What a report is about: it becomes the URL. */
export function ReportFilter({ name: report, asked, days, agents, find }: Props) {
  const say = useSay();
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  const queues = useQueues();
  const { from, to } = days;
  const text = asked.toString();
  // Also when another report came by the browser's way back, and when the queues have come.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the choice of a queue is there once its option is.
  useEffect(() => {
    const now = new URLSearchParams(text);
    for (const field of form.current?.querySelectorAll<HTMLInputElement | HTMLSelectElement>("input, select") ?? []) {
      field.value = now.get(field.name) ?? { from, to }[field.name] ?? "";
    }
  }, [text, from, to, queues]);
  return (
    <form
      ref={form}
      className="filter"
      onSubmit={(event) => {
        event.preventDefault();
        find(searchIn(event.currentTarget));
      }}
    >
      {(["from", "to"] as const).map((name) => (
        <label key={name}>
          {say(`audit.${name}`)}
          <input name={name} type="date" required />
        </label>
      ))}
      <label hidden={!takes(report, "queue")}>
        {say("wallboard.queue")}
        <select name="queue">
          <option value="">{say("reports.allQueues")}</option>
          {queues.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      <label>
        {say("reports.column.agent")}
        <input name="agent" list={`${id}-agents`} maxLength={1_000} dir="auto" autoComplete="off" />
        <datalist id={`${id}-agents`}>
          {agents.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
      </label>
      <label hidden={!takes(report, "interval")}>
        {say("reports.by")}
        <select name="interval">
          <option value="">{say("reports.whole")}</option>
          {intervals.map((one) => (
            <option key={one} value={one}>
              {say(intervalKeys[one])}
            </option>
          ))}
        </select>
      </label>
      <Button type="submit" isMain>
        {say("reports.show")}
      </Button>
    </form>
  );
}

function useQueues(): readonly string[] {
  const [names, setNames] = useState<readonly string[]>([]);
  useEffect(() => {
    void desk.api.get<{ queues: readonly { name: string }[] }>("/queues?fields=name").then((read) => {
      if (read.ok) setNames(read.value.queues.map(({ name }) => name));
    });
  }, []);
  return names;
}
