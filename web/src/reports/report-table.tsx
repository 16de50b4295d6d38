import type { ReportAnswer } from "@postroom/contract";
import type { ReactNode } from "react";
import { useLocation } from "wouter";
import { useLocale, useSay } from "../desktop/desk.ts";
import { follows } from "../desktop/follow.ts";
import type { Key } from "../i18n/words.ts";
import { Bar } from "./bar.tsx";
import { type Cell, cellText, kindOf, type Row } from "./cells.ts";

type Props = {
  readonly report: ReportAnswer;
  /** The column that is drawn beside its numbers. */
  readonly shown: string | undefined;
  readonly interval: string;
};

/** Of each e-mail what fits on a page; the file has everything. */
const ofEach: readonly string[] = [
  ...["subject", "from", "queue", "agent", "state", "receivedAt"],
  ...["responseSeconds", "ageSeconds", "handledSeconds", "transfers", "disposition", "inTime"],
];

/** Words longer than this may be broken anywhere. */
const longFrom = 30;

/** Each column under its own name. */
const columnKey = (column: string) => `reports.column.${column}` as Key;

/** The rows of a report, one column of them drawn, and all of them together below. */
export function ReportTable({ report, shown, interval }: Props) {
  const say = useSay();
  const { name, rows, totals } = report;
  const columns = name === "interactions" ? ofEach : report.columns;
  const most = Math.max(0, ...rows.map((row) => numberIn(shown === undefined ? undefined : row[shown])));
  const cells = { columns, name, interval, shown, most };
  return (
    <table className="report">
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {say(columnKey(column))}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name, and only ever change all together.
          <Line key={place} row={row} {...cells} />
        ))}
      </tbody>
      {totals !== undefined && rows.length > 1 && (
        <tfoot>
          <Line row={totals} {...cells} shown={undefined} title={say("reports.all")} />
        </tfoot>
      )}
    </table>
  );
}

const numberIn = (cell: Cell | undefined): number => (typeof cell === "number" ? cell : 0);

type LineProps = Omit<Props, "report"> & {
  readonly row: Row;
  readonly columns: readonly string[];
  readonly name: string;
  readonly most: number;
  /** What stands first instead of a cell. */
  readonly title?: string;
};

function Line({ row, columns, name, interval, shown, most, title }: LineProps) {
  const say = useSay();
  const [first = "", ...others] = columns;
  const cell = (column: string) => <Words value={row[column]} {...{ column, name, interval }} />;
  return (
    <tr>
      <th scope="row">
        {title ?? (name === "interactions" ? <Link id={row["id"]}>{cell(first)}</Link> : cell(first))}
      </th>
      {others.map((column) => {
        const value = row[column] ?? "";
        const isNumber = typeof value === "number";
        return (
          <td
            key={column}
            className={isNumber ? "number" : value.length > longFrom ? "long" : undefined}
            data-label={value === "" ? undefined : say(columnKey(column))}
          >
            <Words {...{ value, column, name, interval }} />
            {column === shown && isNumber && <Bar value={value} most={most} />}
          </td>
        );
      })}
    </tr>
  );
}

/** Values that the desktop has words of its own for. */
const words: Readonly<Record<string, Readonly<Record<string, Key>>>> = {
  state: { Ready: "status.Ready", NotReady: "status.NotReady", LoggedOut: "status.LoggedOut" },
  inTime: { yes: "reports.column.inTime", no: "reports.column.late" },
};

type WordsProps = {
  readonly value: Cell | undefined;
  readonly column: string;
  readonly name: string;
  readonly interval: string;
};

function Words({ value, column, name, interval }: WordsProps) {
  const say = useSay();
  const locale = useLocale();
  const own = typeof value === "string" ? words[column]?.[value] : undefined;
  return <bdi>{own === undefined ? cellText(value, kindOf(column, name), { locale, interval }) : say(own)}</bdi>;
}

function Link({ id, children }: { readonly id: Cell | undefined; readonly children: ReactNode }) {
  const [, go] = useLocation();
  const say = useSay();
  const path = `/interactions/${encodeURIComponent(String(id))}`;
  return (
    <a href={path} title={say("wallboard.show")} onClick={follows(path, go)}>
      {children}
    </a>
  );
}
