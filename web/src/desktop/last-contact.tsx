import type { EmailB, TimelineAnswer } from "@postroom/contract";
import { useEffect, useState } from "react";
import { Subject } from "../ui/subject.tsx";
import { desk, useLocale, useSay } from "./desk.ts";
import { dateText } from "./times.ts";

type Entry = TimelineAnswer["entries"][number];

const entriesRead = 20;

/** When this contact and we last wrote to each other before this e-mail, what about, and who answered. desktop.md 3.3 */
export function LastContact({ email: { id, contactId } }: { readonly email: EmailB }) {
  const say = useSay();
  const locale = useLocale();
  const [last, setLast] = useState<Entry | "none">();
  useEffect(() => {
    let isOurs = true;
    setLast(undefined);
    if (contactId === undefined) return;
    const path = `/api/postroom/v1/contacts/${contactId}/timeline?limit=${entriesRead}`;
    void desk.api.get<TimelineAnswer>(path).then((read) => {
      if (isOurs && read.ok) setLast(lastOf(read.value, id));
    });
    return () => {
      isOurs = false;
    };
  }, [id, contactId]);
  if (last === undefined) return null;
  return (
    <p className="soft">
      {last === "none" ? (
        say("invitation.firstContact")
      ) : (
        <>
          {say("invitation.lastContact", { time: dateText(Date.parse(last.at), locale) })}{" "}
          {last.by !== undefined && <bdi>{last.by} · </bdi>}
          <span dir="auto">
            <Subject text={last.text} />
          </span>
        </>
      )}
    </p>
  );
}

/** Undefined: only further back, which nobody waits for. */
function lastOf({ entries, nextCursor }: TimelineAnswer, id: string): Entry | "none" | undefined {
  const found = entries.find((one) => (one.kind === "mail" || one.kind === "reply") && one.interactionId !== id);
  return found ?? (nextCursor === undefined ? "none" : undefined);
}
