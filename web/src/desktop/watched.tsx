import type { EmailB } from "@postroom/contract";
import { Pencil } from "lucide-react";
import { useEffect, useState } from "react";
import { draftTopic, newer } from "../state/watched.ts";
import { Subject } from "../ui/subject.tsx";
import { desk, useDesk, useLocale, useSay } from "./desk.ts";
import { MailText } from "./mail-text.tsx";
import { clockText } from "./times.ts";

const watchMs = 20_000;

/** What a colleague is writing, as it is saved; its author reads who watches. Its text alone: what it will look like is not decided. desktop.md 7 */
export function Watched({ email }: { readonly email: EmailB }) {
  const { id } = email;
  const say = useSay();
  const locale = useLocale();
  const shown = useWatched(id);
  if (shown === undefined) return <p>{say("app.loading")}</p>;
  const { draft, at } = shown;
  return (
    <article className="message" data-kind="draft" data-id={id} tabIndex={-1}>
      <header>
        <span className="kind">
          <Pencil size={14} aria-hidden="true" />{" "}
          {say(draft.state === "Composing" ? "watched.writing" : "watched.ended", {
            name: draft.assignedTo ?? "",
            time: clockText(at, locale),
          })}
        </span>
        <div className="to">
          {say("conversation.to")} <bdi>{[...(draft.to ?? []), ...(draft.cc ?? [])].join(", ")}</bdi>
        </div>
        {draft.subject !== email.subject && (
          <strong dir="auto">
            <Subject text={draft.subject ?? ""} />
          </strong>
        )}
      </header>
      <MailText text={draft.bodyAsPlainText} isUnfolded />
    </article>
  );
}

type Shown = { readonly draft: EmailB; readonly at: number };

/** Read once and after each gap, and followed by what is told meanwhile. A text that was cut for the push is read whole. */
function useWatched(id: string): Shown | undefined {
  const [shown, setShown] = useState<Shown>();
  const isAway = useDesk(({ connection }) => connection.lostAt !== undefined || connection.isReplacing);
  useEffect(() => {
    let isOver = false;
    const take = (email: EmailB): void =>
      setShown((before) => {
        const draft = newer(before?.draft, email);
        return draft === before?.draft ? before : { draft, at: desk.now() };
      });
    const read = async (): Promise<void> => {
      const found = await desk.api.get<{ email: EmailB }>(`/me/emails/${id}`);
      if (found.ok && !isOver) take(found.value.email);
    };
    const topic = draftTopic(id);
    const deaf = desk.onWatched((news) => {
      if (news.messageType !== "Draft" || news.topic !== topic) return;
      if (news.email.bodyTruncated === true) void read();
      else take(news.email);
    });
    if (!isAway) {
      desk.watch(topic);
      void read();
    }
    const renewing = setInterval(() => desk.watch(topic), watchMs);
    return () => {
      isOver = true;
      deaf();
      clearInterval(renewing);
    };
  }, [id, isAway]);
  return shown?.draft.id === id ? shown : undefined;
}
