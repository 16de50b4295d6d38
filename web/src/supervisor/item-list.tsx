import type { OperatorRow } from "@postroom/contract";
import type { ReactNode } from "react";
import { useEffect, useRef, useState } from "react";
import { useLocation } from "wouter";
import { desk, useSay } from "../desktop/desk.ts";
import { createTurns } from "../state/newest.ts";
import { Button } from "../ui/button.tsx";
import { Subject } from "../ui/subject.tsx";
import { told } from "./told.ts";

type Props = {
  /** Which e-mails: the query of `GET /interactions`. */
  readonly query: string;
  /** What of them is not shown. */
  readonly hides?: (row: OperatorRow) => boolean;
  readonly label: string;
  readonly empty: string;
  readonly close: () => void;
  readonly verbs: (row: OperatorRow, read: () => Promise<void>) => ReactNode;
};

/** E-mails below an agent's row, each to be looked at, with what may be done with it. */
export function ItemList({ query, hides = () => false, label, empty, close, verbs }: Props) {
  const say = useSay();
  const [, go] = useLocation();
  const [rows, setRows] = useState<readonly OperatorRow[]>();
  const turns = useRef(createTurns());
  const read = async (): Promise<void> => {
    const isNewest = turns.current();
    const found = await desk.api.get<{ interactions: readonly OperatorRow[] }>(`/interactions?${query}&fields=*`);
    if (!isNewest()) return;
    if (found.ok) setRows(found.value.interactions.filter((row) => !hides(row)));
    else told(found);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: read once for each question, and after each verb.
  useEffect(() => void read(), [query]);
  if (rows === undefined) return <p>{say("app.loading")}</p>;
  return (
    <section aria-label={label}>
      <ul className="holding">
        {rows.map((row) => (
          <li key={row.id}>
            <a
              href={`/interactions/${row.id}`}
              dir="auto"
              onClick={(event) => {
                event.preventDefault();
                go(`/interactions/${row.id}`);
              }}
            >
              <Subject text={row.subject || say("list.noSubject")} />
            </a>
            <bdi>{row.from}</bdi>
            <span className="chip">{row.state}</span>
            {verbs(row, read)}
          </li>
        ))}
        {rows.length === 0 && <li>{empty}</li>}
      </ul>
      <Button onPress={close}>{say("dialog.close")}</Button>
    </section>
  );
}
