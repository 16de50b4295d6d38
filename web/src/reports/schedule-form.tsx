import type { ReportSchedule } from "@postroom/contract";
import { useState } from "react";
import { useLocale, useSay } from "../desktop/desk.ts";
import { Button } from "../ui/button.tsx";
import { Choice } from "../ui/choice.tsx";
import { hourText, type When, weekdayName } from "./cadence.ts";

type Props = {
  readonly timeZone: string;
  /** False: it was refused, and what was typed stays. */
  readonly add: (given: Pick<ReportSchedule, "when" | "to">) => Promise<boolean>;
};

const every = ["day", "week", "month"] as const;
const numbers = (from: number, to: number): readonly string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => String(from + index));

/** When, and to whom. */
export function ScheduleForm({ timeZone, add }: Props) {
  const say = useSay();
  const locale = useLocale();
  const [chosen, setChosen] = useState({ every: "week" as When["every"], weekday: "1", day: "1", hour: "8", to: "" });
  const [isBusy, setBusy] = useState(false);
  const put = (change: Partial<typeof chosen>): void => setChosen({ ...chosen, ...change });
  const submit = async (): Promise<void> => {
    setBusy(true);
    const to = chosen.to.split(/[\s,;]+/).filter((one) => one !== "");
    if (await add({ when: whenOf(chosen, timeZone), to })) put({ to: "" });
    setBusy(false);
  };
  return (
    <form
      className="filter"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Choice
        label={say("reports.mail.when")}
        values={every}
        chosen={chosen.every}
        wordOf={(one) => say(`reports.mail.${one}`)}
        choose={(one) => put({ every: one })}
      />
      {chosen.every === "week" && (
        <Choice
          label={say("reports.mail.weekday")}
          values={numbers(1, 7)}
          chosen={chosen.weekday}
          wordOf={(one) => weekdayName(Number(one), locale)}
          choose={(weekday) => put({ weekday })}
        />
      )}
      {chosen.every === "month" && (
        <Choice
          label={say("reports.mail.dayInMonth")}
          values={numbers(1, 31)}
          chosen={chosen.day}
          wordOf={(one) => one}
          choose={(day) => put({ day })}
        />
      )}
      <Choice
        label={say("reports.mail.hour")}
        values={numbers(0, 23)}
        chosen={chosen.hour}
        wordOf={(one) => hourText(Number(one), locale)}
        choose={(hour) => put({ hour })}
      />
      <label>
        {say("reports.mail.to")}
        <input
          value={chosen.to}
          dir="ltr"
          required
          maxLength={3_300}
          placeholder="ana@acme.test, ben@acme.test"
          onChange={({ target }) => put({ to: target.value })}
        />
      </label>
      <Button type="submit" isDisabled={isBusy}>
        {say("reports.mail.add")}
      </Button>
    </form>
  );
}

type Chosen = { readonly every: When["every"]; readonly weekday: string; readonly day: string; readonly hour: string };

function whenOf({ every: each, weekday, day, hour }: Chosen, timeZone: string): When {
  const clock = { hour: Number(hour), timeZone };
  if (each === "day") return { every: each, ...clock };
  return { every: each, on: Number(each === "week" ? weekday : day), ...clock };
}
