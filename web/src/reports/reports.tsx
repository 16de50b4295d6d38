import type { ReportAnswer } from "@postroom/contract";
import { useState } from "react";
import { useLocation, useSearchParams } from "wouter";
import { desk, useSay } from "../desktop/desk.ts";
import { follows } from "../desktop/follow.ts";
import { Button } from "../ui/button.tsx";
import { daysOf, queryOf, type ReportName, reports } from "./asked.ts";
import { ByMail } from "./by-mail.tsx";
import { ReportFilter } from "./report-filter.tsx";
import { ReportTable } from "./report-table.tsx";
import { useReport } from "./use-report.ts";
import "../supervisor/supervisor.css";
import "./reports.css";

const api = "/api/postroom/v1/reports";

/** Figures of a stretch of time; which ones is the URL. desktop.md 7 */
export function Reports({ name }: { readonly name: ReportName }) {
  const say = useSay();
  const [search, setSearch] = useSearchParams();
  const [now] = useState(() => desk.now());
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  const query = queryOf(name, search, { now, timeZone }).toString();
  const [again, setAgain] = useState(0);
  const [isByMail, setByMail] = useState(false);
  const { report, isReading, problem, readFurther } = useReport(`${api}/${name}?${query}`, again);
  const agents = [...new Set(report?.rows.flatMap(({ agent }) => (typeof agent === "string" ? [agent] : [])))];
  return (
    <main className="supervisor reports" tabIndex={-1} aria-label={say("view.reports")}>
      <header>
        <h1>{say("view.reports")}</h1>
        <div className="verbs">
          <Button isOn={isByMail} onPress={() => setByMail(!isByMail)}>
            {say("reports.sendByMail")}
          </Button>
          <a className="button" href={`${api}/${name}?${query}&format=csv`} download>
            {say("reports.csv")}
          </a>
        </div>
      </header>
      <Names here={name} search={search} />
      <ReportFilter
        {...{ asked: search, agents }}
        name={name}
        days={daysOf(search, now)}
        find={(asked) => {
          setSearch(asked);
          setAgain(again + 1);
        }}
      />
      {isByMail && <ByMail name={name} search={search} timeZone={timeZone} />}
      {problem !== undefined && <p role="alert">{say("notice.refused", { words: problem })}</p>}
      <p className="soft">{say(`reports.base.${name}`)}</p>
      {report !== undefined && <Found report={report} name={name} search={search} />}
      <p role="status">
        {isReading ? say("app.loading") : report?.rows.length === 0 && problem === undefined ? say("reports.none") : ""}
      </p>
      {readFurther !== undefined && (
        <div className="verbs">
          <button type="button" className="button" disabled={isReading} onClick={() => void readFurther()}>
            {say("reports.further")}
          </button>
        </div>
      )}
    </main>
  );
}

type FoundProps = { readonly report: ReportAnswer; readonly name: ReportName; readonly search: URLSearchParams };

/** What was read for another name is not shown under this one. */
function Found({ report, name, search }: FoundProps) {
  if (report.name !== name || report.rows.length === 0) return null;
  const shown = reports.find((one) => one.name === name)?.shown;
  return <ReportTable report={report} shown={shown} interval={search.get("interval") ?? ""} />;
}

/** The reports, each a link that keeps what is asked. */
function Names({ here, search }: { readonly here: ReportName; readonly search: URLSearchParams }) {
  const say = useSay();
  const [, go] = useLocation();
  const kept = search.size === 0 ? "" : `?${search}`;
  return (
    <nav className="names" aria-label={say("view.reports")}>
      {reports.map(({ name }) => (
        <a
          key={name}
          href={`/reports/${name}${kept}`}
          aria-current={name === here ? "page" : undefined}
          onClick={follows(`/reports/${name}${kept}`, go)}
        >
          {say(`reports.name.${name}`)}
        </a>
      ))}
    </nav>
  );
}
