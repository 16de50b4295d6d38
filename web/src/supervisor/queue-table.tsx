import { useLocation } from "wouter";
import { useLocale, useSay, verbs } from "../desktop/desk.ts";
import { ageText, soonText } from "../desktop/times.ts";
import { quoted } from "../state/asked.ts";
import { Sparkline } from "./sparkline.tsx";
import { byTrouble, marks, type QueueRow } from "./trouble.ts";
import { useSteady } from "./use-steady.ts";

type Props = {
  readonly queues: readonly QueueRow[];
  readonly now: number;
  /** On a wall nothing can be followed. */
  readonly isOnWall?: boolean;
};

/** What waits where, the worst on top; how fast it goes, how much of it in time, and where that leads. */
export function QueueTable({ queues, now, isOnWall = false }: Props) {
  const say = useSay();
  const { rows, pointer } = useSteady(byTrouble(queues), ({ id }) => id);
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{say("wallboard.queue")}</th>
          <th scope="col">{say("wallboard.trouble")}</th>
          <th scope="col">{say("wallboard.waiting")}</th>
          <th scope="col">{say("wallboard.oldest")}</th>
          <th scope="col">{say("wallboard.offered")}</th>
          <th scope="col">{say("wallboard.inWork")}</th>
          <th scope="col">{say("wallboard.ready")}</th>
          <th scope="col">{say("wallboard.perHour")}</th>
          <th scope="col">{say("wallboard.inTime")}</th>
          <th scope="col">{say("wallboard.outlook")}</th>
          <th scope="col">{say("wallboard.trend")}</th>
        </tr>
      </thead>
      <tbody {...pointer}>
        {rows.map((row) => (
          <tr key={row.id} data-trouble={row.level}>
            <th scope="row">{isOnWall ? <bdi>{row.name}</bdi> : <QueueName name={row.name} />}</th>
            <WaitingCells row={row} now={now} />
            <PaceCells row={row} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function QueueName({ name }: { readonly name: string }) {
  const say = useSay();
  const [, go] = useLocation();
  return (
    <a
      href="/search"
      title={say("wallboard.show")}
      onClick={(event) => {
        event.preventDefault();
        go("/search");
        void verbs.search(`queue:${quoted(name)} state:Queued`, "oldest");
      }}
    >
      <bdi>{name}</bdi>
    </a>
  );
}

function WaitingCells({ row, now }: { readonly row: QueueRow; readonly now: number }) {
  const say = useSay();
  const locale = useLocale();
  return (
    <>
      <td className="trouble">
        <span aria-hidden="true">{marks[row.level]}</span> {say(`wallboard.${row.level}`)}
      </td>
      <td className="number" data-label={say("wallboard.waiting")}>
        {row.waiting}
      </td>
      <td className="number" data-label={row.oldestReceivedAt === undefined ? undefined : say("wallboard.oldest")}>
        {row.oldestReceivedAt === undefined ? "" : ageText(now - Date.parse(row.oldestReceivedAt), locale)}
      </td>
      <td className="number" data-label={say("wallboard.offered")}>
        {row.offered}
      </td>
      <td className="number" data-label={say("wallboard.inWork")}>
        {row.inWork}
      </td>
    </>
  );
}

function PaceCells({ row: pace }: { readonly row: QueueRow }) {
  const say = useSay();
  const locale = useLocale();
  const { ready, capable, arrivalsPerHour, donePerHour, slaPercent, slaBase, targetPercent, trend } = pace;
  const isBehind = slaPercent !== undefined && targetPercent !== undefined && slaPercent < targetPercent;
  const percent = new Intl.NumberFormat(locale, { style: "percent" });
  return (
    <>
      <td className="number" data-label={say("wallboard.ready")}>
        {ready}/{capable}
      </td>
      <td className="number" data-label={say("wallboard.perHour")}>
        <bdi>
          +{arrivalsPerHour} −{donePerHour}
        </bdi>
      </td>
      <td className="number" data-label={say("wallboard.inTime")} data-behind={isBehind}>
        {slaPercent !== undefined && (
          <>
            {isBehind && <span aria-hidden="true">▲ </span>}
            {percent.format(slaPercent / 100)}
            <small> {say("wallboard.of", { count: slaBase })}</small>
          </>
        )}
      </td>
      <td data-label={say("wallboard.outlook")}>
        {pace.emptyAt !== undefined &&
          say("wallboard.emptyAt", { time: soonText(Date.parse(pace.emptyAt), Date.now(), locale) })}
        {pace.agentsShort !== undefined && say("wallboard.agentsShort", { count: pace.agentsShort })}
      </td>
      <td>
        <Sparkline
          values={trend}
          label={say("wallboard.trendWords", {
            total: trend.reduce((sum, one) => sum + one, 0),
            most: Math.max(...trend),
          })}
        />
      </td>
    </>
  );
}
