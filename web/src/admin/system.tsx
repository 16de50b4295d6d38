import type { SystemAnswer } from "@postroom/contract";
import { useDesk, useLocale, useSay } from "../desktop/desk.ts";
import { useNow } from "../desktop/ticking.ts";
import { AsOf } from "../supervisor/as-of.tsx";
import { worstFirst } from "../supervisor/trouble.ts";
import { Button } from "../ui/button.tsx";
import { Standing, troubleOf } from "./level.tsx";
import { Page } from "./page.tsx";
import { Records } from "./records.tsx";
import { useRead } from "./use-read.ts";

/** It is looked at when somebody asks: what was found is true for that moment. */
const staleMs = 600_000;

/** What `postroom doctor` prints. Other servers are asked for it, so it takes a moment. desktop.md 8.5 */
export function System() {
  const say = useSay();
  const { read, isReading, problem, readAgain } = useRead<SystemAnswer>("/api/postroom/v1/system");
  const offset = useDesk(({ clockOffset }) => clockOffset);
  const now = useNow();
  const beside = (
    <>
      <Button onPress={readAgain} isDisabled={isReading}>
        {say("system.again")}
      </Button>
      <p role="status">{isReading && say("system.looking")}</p>
      {read !== undefined && <AsOf at={read.at} now={now} offset={offset} staleMs={staleMs} />}
    </>
  );
  return (
    <Page title="view.system" beside={beside} problem={problem}>
      {read !== undefined && (
        <>
          <Findings findings={read.body.findings} />
          <Records records={read.body.records} />
        </>
      )}
    </Page>
  );
}

function Findings({ findings }: Pick<SystemAnswer, "findings">) {
  const say = useSay();
  const locale = useLocale();
  const count = (level: "fail" | "warn"): string =>
    new Intl.NumberFormat(locale).format(findings.filter((one) => one.level === level).length);
  return (
    <>
      <p>{say("system.sum", { failed: count("fail"), warned: count("warn") })}</p>
      <table>
        <thead>
          <tr>
            <th scope="col">{say("system.area")}</th>
            <th scope="col">{say("wallboard.trouble")}</th>
            <th scope="col">{say("system.finding")}</th>
          </tr>
        </thead>
        <tbody>
          {worstFirst(findings, ({ level, area }) => [troubleOf[level], area]).map(({ area, level, text }) => (
            <tr key={`${area} ${text}`}>
              <th scope="row">
                <bdi lang="en">{area}</bdi>
              </th>
              <td>
                <Standing level={level} />
              </td>
              <td className="words">
                <bdi lang="en">{text}</bdi>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
