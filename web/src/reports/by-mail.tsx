import type { ReportSchedule } from "@postroom/contract";
import { useEffect, useState } from "react";
import { desk, useLocale, useSay } from "../desktop/desk.ts";
import { dateText } from "../desktop/times.ts";
import { For } from "../supervisor/for.tsx";
import { told } from "../supervisor/told.ts";
import { Button } from "../ui/button.tsx";
import { type ReportName, takes } from "./asked.ts";
import { cadenceWords } from "./cadence.ts";
import { ScheduleForm } from "./schedule-form.tsx";

const path = "/api/postroom/v1/report-schedules";

type Props = { readonly name: ReportName; readonly search: URLSearchParams; readonly timeZone: string };

/** The report of this page by mail, and all that are sent so. Its filter is the one that the page shows. desktop.md 7 */
export function ByMail({ name, search, timeZone }: Props) {
  const say = useSay();
  const [schedules, setSchedules] = useState<readonly ReportSchedule[]>();
  const read = async (): Promise<void> => {
    const all = await desk.api.get<{ reportSchedules: readonly ReportSchedule[] }>(path);
    if (all.ok) setSchedules(all.value.reportSchedules);
    else told(all);
  };
  const add = async (given: Pick<ReportSchedule, "when" | "to">): Promise<boolean> => {
    const added = await desk.api.post<object>(path, { report: name, filter: filterOf(name, search), ...given });
    told(added);
    await read();
    return added.ok;
  };
  const remove = async ({ id }: ReportSchedule): Promise<void> => {
    told(await desk.api.post<object>(`${path}/${id}`, {}, { method: "DELETE" }));
    await read();
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: read once when it is opened, and after each change.
  useEffect(() => void read(), []);
  if (schedules === undefined) return <p>{say("app.loading")}</p>;
  return (
    <section className="screens" aria-label={say("reports.byMail")}>
      <ul className="holding">
        {schedules.map((one) => (
          <li key={one.id}>
            <Line schedule={one} />
            <Button onPress={() => remove(one)}>
              {say("reports.mail.delete")}
              <For name={say(`reports.name.${one.report}`)} />
            </Button>
          </li>
        ))}
        {schedules.length === 0 && <li>{say("reports.mail.none")}</li>}
      </ul>
      <h2>{say("reports.mail.new", { report: say(`reports.name.${name}`) })}</h2>
      <p className="soft">{say("reports.mail.hint")}</p>
      <ScheduleForm timeZone={timeZone} add={add} />
    </section>
  );
}

/** What of the page's filter the report takes into account, but for its days. */
const filterOf = (name: ReportName, search: URLSearchParams): Readonly<Record<string, string>> =>
  Object.fromEntries(
    ["queue", "agent", "interval"].flatMap((key) => {
      const value = search.get(key) ?? "";
      return value !== "" && takes(name, key) ? [[key, value]] : [];
    }),
  );

function Line({
  schedule: { report, filter, when, to, nextAt, lastAt, lastState, lastProblem },
}: {
  readonly schedule: ReportSchedule;
}) {
  const say = useSay();
  const locale = useLocale();
  const moment = (at: string) => dateText(Date.parse(at), locale);
  return (
    <span>
      <b>{say(`reports.name.${report}`)}</b>{" "}
      {Object.values(filter).map((value) => (
        <bdi key={value} className="chip">
          {value}
        </bdi>
      ))}{" "}
      {cadenceWords(when, say, locale)} · <bdi>{to.join(", ")}</bdi>
      <br />
      <span className="soft">
        {say("reports.mail.next", { time: moment(nextAt) })}
        {lastAt !== undefined && lastState !== undefined && (
          <>
            {" · "}
            {say("reports.mail.last", { time: moment(lastAt) })}{" "}
            {say(lastState === "notMade" ? "reports.mail.notMade" : `delivery.${lastState}`)}
          </>
        )}
      </span>
      {lastProblem !== undefined && (
        <span className="problem" dir="auto" lang="en">
          {" "}
          {lastProblem}
        </span>
      )}
    </span>
  );
}
