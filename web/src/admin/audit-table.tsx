import { useLocation } from "wouter";
import { useLocale, useSay } from "../desktop/desk.ts";
import { follows } from "../desktop/follow.ts";
import type { AuditRow } from "./use-audit.ts";

/** Rows of the audit as they were found. */
export function AuditTable({ rows }: { readonly rows: readonly AuditRow[] }) {
  const say = useSay();
  const locale = useLocale();
  if (rows.length === 0) return null;
  const clock = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "medium" });
  return (
    <table className="audit">
      <thead>
        <tr>
          <th scope="col">{say("audit.time")}</th>
          <th scope="col">{say("audit.who")}</th>
          <th scope="col">{say("audit.action")}</th>
          <th scope="col">{say("audit.object")}</th>
          <th scope="col">{say("audit.before")}</th>
          <th scope="col">{say("audit.after")}</th>
          <th scope="col">{say("audit.why")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.seq}>
            <th scope="row">
              <bdi>{clock.format(Date.parse(row.at))}</bdi>
            </th>
            <Cell label={say("audit.who")} words={row.by} />
            <Cell label={say("audit.action")} words={row.operation} />
            <td data-label={say("audit.object")} className="object">
              <About row={row} />
            </td>
            <Cell label={say("audit.before")} words={situationText(row.before)} />
            <Cell label={say("audit.after")} words={situationText(row.after)} />
            <Cell label={say("audit.why")} words={[row.why, row.address].filter(Boolean).join(" · ")} isLong />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type CellProps = { readonly label: string; readonly words: string; readonly isLong?: boolean };

/** The server's own words; nothing is shown of what is not there. */
const Cell = ({ label, words, isLong = false }: CellProps) => (
  <td data-label={words === "" ? undefined : label} className={isLong ? undefined : "words"}>
    <bdi lang="en">{words}</bdi>
  </td>
);

function About({ row: { interactionId, thing, name, kind } }: { readonly row: AuditRow }) {
  const [, go] = useLocation();
  if (interactionId === undefined) return <bdi>{[thing ?? kind, name].filter(Boolean).join(" ")}</bdi>;
  const path = `/interactions/${encodeURIComponent(interactionId)}`;
  return (
    <a href={path} onClick={follows(path, go)}>
      <bdi>{interactionId}</bdi>
    </a>
  );
}

function situationText(situation: AuditRow["before"]): string {
  if (situation === undefined) return "";
  const { state, holder, queue, workbin, delivery } = situation;
  return [state, holder, queue, workbin, delivery].filter(Boolean).join(" · ");
}
