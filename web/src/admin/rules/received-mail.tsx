import type { SearchAnswer } from "@postroom/contract";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { desk, useLocale, useSay } from "../../desktop/desk.ts";
import { dateText } from "../../desktop/times.ts";
import { createTurns } from "../../state/newest.ts";
import { Button } from "../../ui/button.tsx";
import { Subject } from "../../ui/subject.tsx";
import type { Tried } from "./simulator.tsx";

type Props = {
  readonly problem: string | undefined;
  /** The id of the one that is tried. */
  readonly tried: string | undefined;
  readonly attempt: (tried: Tried) => void;
};

const rowsMax = 10;

/** A mail that came in is looked for, the newest first, and tried. */
export function ReceivedMail({ problem, tried, attempt }: Props) {
  const say = useSay();
  const locale = useLocale();
  const [rows, setRows] = useState<SearchAnswer["rows"]>();
  const [refused, setRefused] = useState<string>();
  const turns = useRef(createTurns());
  const find = async (words: string): Promise<void> => {
    const isNewest = turns.current();
    const found = await desk.api.get<SearchAnswer>(`/api/postroom/v1/search?q=${encodeURIComponent(words)}`);
    if (!isNewest()) return;
    setRefused(!found.ok && found.kind === "refused" ? found.words : undefined);
    if (found.ok)
      setRows(found.value.rows.filter((row) => row.interactionSubType.startsWith("Inbound")).slice(0, rowsMax));
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: the newest ones, once.
  useEffect(() => void find(""), []);
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    void find(String(new FormData(event.currentTarget).get("words") ?? ""));
  };
  const wrong = refused ?? problem;
  return (
    <>
      <form className="filter" onSubmit={submit}>
        <label>
          {say("view.search")}
          <input name="words" dir="auto" maxLength={1_000} placeholder="from:ana@ subject:invoice" />
        </label>
        <Button type="submit">{say("audit.find")}</Button>
        {wrong !== undefined && (
          <p role="alert">
            <bdi lang="en">{wrong}</bdi>
          </p>
        )}
      </form>
      {rows?.length === 0 && <p>{say("audit.none")}</p>}
      <ul className="received">
        {rows?.map(({ id, subject, from, receivedAt }) => (
          <li key={id}>
            <button type="button" aria-pressed={id === tried} onClick={() => attempt({ interactionId: id })}>
              <b dir="auto">
                <Subject text={subject ?? ""} />
              </b>
              <span className="soft">
                <bdi>{from}</bdi> · {dateText(Date.parse(receivedAt), locale)}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
