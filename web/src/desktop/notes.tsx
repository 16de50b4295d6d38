import type { EmailB, ThreadAnswer } from "@postroom/contract";
import { StickyNote } from "lucide-react";
import { Subject } from "../ui/subject.tsx";
import { useLocale, useSay } from "./desk.ts";
import { dateText } from "./times.ts";

type Written = { readonly at: string; readonly by: string; readonly text: string };

/** Notes of the thread and remarks on the e-mail: yellow paper that only colleagues see. desktop.md 3.1 */
export function Notes({ email, thread }: { readonly email: EmailB; readonly thread: ThreadAnswer | undefined }) {
  const notes = (thread?.messages ?? []).flatMap(({ kind, at, by = "", text = "" }) =>
    kind === "note" ? [{ at, by, text }] : [],
  );
  const all = [...notes, ...(email.comments ?? [])].sort((one, other) => one.at.localeCompare(other.at));
  return all.map((note) => <Note key={`${note.at} ${note.by} ${note.text}`} note={note} />);
}

function Note({ note }: { readonly note: Written }) {
  const say = useSay();
  const locale = useLocale();
  return (
    <article className="message" data-kind="note" tabIndex={-1}>
      <header>
        <span className="kind">
          <StickyNote size={14} aria-hidden="true" /> {say("conversation.note")}
        </span>{" "}
        <bdi>
          <strong>{note.by}</strong>
        </bdi>{" "}
        <time>
          <bdi>{dateText(Date.parse(note.at), locale)}</bdi>
        </time>{" "}
        {say("dialog.note")}
      </header>
      <p className="note-text" dir="auto">
        <Subject text={note.text} />
      </p>
    </article>
  );
}
