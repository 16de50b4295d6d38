import { useLocale, useSay } from "../desktop/desk.ts";
import type { Board } from "../state/board.ts";
import { Attention } from "./attention.tsx";
import { QueueTable } from "./queue-table.tsx";

const onTheWay = ["waiting", "sending", "retrying", "held", "failed", "unknown"] as const;

type Props = { readonly board: Board; readonly now: number; readonly isOnWall?: boolean };

/** What waits where, the worst on top, what needs attention, and how mail goes out. */
export function Wallboard({ board, now, isOnWall = false }: Props) {
  const say = useSay();
  const locale = useLocale();
  const percent = new Intl.NumberFormat(locale, { style: "percent" });
  const { totals, deliveries } = board;
  const shown = [
    ["wallboard.waiting", totals.waiting],
    ["wallboard.offered", totals.offered],
    ["wallboard.inWork", totals.inWork],
    ["wallboard.ready", totals.ready],
    ["agents.done", totals.done],
    ["wallboard.inTime", totals.slaPercent === undefined ? undefined : percent.format(totals.slaPercent / 100)],
  ] as const;
  return (
    <>
      <dl className="totals">
        {shown.map(([label, value]) => (
          <div key={label}>
            <dt>{say(label)}</dt>
            <dd>{value ?? "–"}</dd>
          </div>
        ))}
      </dl>
      <QueueTable queues={board.queues} now={now} isOnWall={isOnWall} />
      <Attention items={board.attention} queues={board.queues} isOnWall={isOnWall} />
      <h2>{say("wallboard.outgoing")}</h2>
      <dl className="totals">
        {onTheWay.map((state) => (
          <div key={state} data-trouble={isBad(state) && (deliveries[state] ?? 0) > 0 ? "late" : "fine"}>
            <dt>{say(`delivery.${state}`)}</dt>
            <dd>
              {isBad(state) && (deliveries[state] ?? 0) > 0 && <span aria-hidden="true">▲ </span>}
              {deliveries[state] ?? 0}
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}

const isBad = (state: (typeof onTheWay)[number]): boolean => state === "failed" || state === "unknown";
