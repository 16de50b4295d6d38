import type { TimelineAnswer } from "@postroom/contract";
import { useEffect, useRef, useState } from "react";
import { createTurns } from "../state/newest.ts";
import { Button } from "../ui/button.tsx";
import { Subject } from "../ui/subject.tsx";
import { desk, useLocale, useSay } from "./desk.ts";
import { openNamed } from "./doing.ts";
import { follows } from "./follow.ts";
import { dateText } from "./times.ts";

type Entry = TimelineAnswer["entries"][number];
type Page = { readonly entries: readonly Entry[]; readonly next: string | undefined };

const pageSize = 20;

/** Everything that happened with a contact in one line, newest first: mails, answers, notes, transfers, states. desktop.md 3.5 */
export function Timeline({ contactId, exceptId }: { readonly contactId: string; readonly exceptId: string }) {
  const say = useSay();
  const locale = useLocale();
  const [page, setPage] = useState<Page>();
  const more = async (before: Page | undefined): Promise<Page | undefined> => {
    const cursor = before?.next === undefined ? "" : `&cursor=${encodeURIComponent(before.next)}`;
    const path = `/api/postroom/v1/contacts/${contactId}/timeline?limit=${pageSize}${cursor}`;
    const read = await desk.api.get<TimelineAnswer>(path);
    if (!read.ok) return before;
    return { entries: [...(before?.entries ?? []), ...read.value.entries], next: read.value.nextCursor };
  };
  const turns = useRef(createTurns());
  const read = async (before: Page | undefined): Promise<void> => {
    const isNewest = turns.current();
    const after = await more(before);
    if (isNewest()) setPage(after);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: the line is the contact's, and is read anew when another e-mail opens.
  useEffect(() => {
    setPage(undefined);
    void read(undefined);
  }, [contactId, exceptId]);
  if (page === undefined) return null;
  return (
    <>
      <ol className="timeline">
        {page.entries.map((entry, index) => (
          // Two things may happen in one moment with the same words.
          // biome-ignore lint/suspicious/noArrayIndexKey: the line only grows at its end.
          <li key={`${index} ${entry.at}`} data-kind={entry.kind}>
            <small>
              {say(`timeline.${entry.kind}`)} · <bdi>{dateText(Date.parse(entry.at), locale)}</bdi>
              {entry.by !== undefined && (
                <>
                  {" · "}
                  <bdi>{entry.by}</bdi>
                </>
              )}
            </small>
            {entry.interactionId === undefined || entry.interactionId === exceptId ? (
              <span dir="auto">
                <Subject text={entry.text} />
              </span>
            ) : (
              <OpenLink id={entry.interactionId} text={entry.text} />
            )}
          </li>
        ))}
      </ol>
      {page.entries.length === 0 && <p>{say("timeline.none")}</p>}
      {page.next !== undefined && <Button onPress={() => read(page)}>{say("timeline.more")}</Button>}
    </>
  );
}

/** Leads to another e-mail of the contact. */
export function OpenLink({ id, text }: { readonly id: string; readonly text: string }) {
  const say = useSay();
  return (
    <a href={`/interactions/${id}`} dir="auto" onClick={follows(id, openNamed)}>
      <Subject text={text || say("list.noSubject")} />
    </a>
  );
}
