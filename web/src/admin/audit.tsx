import { useState } from "react";
import { useSearchParams } from "wouter";
import { useLocale, useSay } from "../desktop/desk.ts";
import { dateText } from "../desktop/times.ts";
import { Button } from "../ui/button.tsx";
import { AuditFilter } from "./audit-filter.tsx";
import { AuditTable } from "./audit-table.tsx";
import { ChainCheck } from "./chain-check.tsx";
import { fieldProblem } from "./field-problem.ts";
import { Page } from "./page.tsx";
import { useAudit } from "./use-audit.ts";

/** Who did what to what, the newest first; what is looked for is the URL. desktop.md 8.5 */
export function Audit() {
  const say = useSay();
  const locale = useLocale();
  const [search, setSearch] = useSearchParams();
  const [again, setAgain] = useState(0);
  const { rows, further, isReading, problem, readFurther } = useAudit(search, again);
  const looked = further === undefined ? undefined : dateText(Date.parse(further.lookedBackTo), locale);
  const ofField = fieldProblem(problem);
  const find = (asked: URLSearchParams): void => {
    setSearch(asked);
    setAgain(again + 1);
  };
  return (
    <Page title="view.audit" beside={<ChainCheck />} problem={ofField === undefined ? problem : undefined}>
      <AuditFilter asked={search} rows={rows} problem={ofField} find={find} />
      <AuditTable rows={rows} />
      <p role="status">
        {isReading
          ? say("app.loading")
          : looked !== undefined
            ? say("audit.lookedBackTo", { time: looked })
            : problem === undefined && say(rows.length === 0 ? "audit.none" : "audit.all")}
      </p>
      {further !== undefined && (
        <div className="verbs">
          <Button onPress={readFurther} isDisabled={isReading}>
            {say("audit.further")}
          </Button>
        </div>
      )}
    </Page>
  );
}
