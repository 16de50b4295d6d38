import type { NoticeResource } from "@postroom/contract";
import type { Say } from "../i18n/words.ts";
import { Button } from "../ui/button.tsx";
import { desk, useDesk, useLocale, useSay } from "./desk.ts";
import { GoReady } from "./go-ready.tsx";
import { clockText } from "./times.ts";

/** What the agent is told, until dismissed: refusals in the server's words, and what others did to them. */
export function Notices() {
  const say = useSay();
  const notices = useDesk((state) => state.notices);
  const done = useDesk(({ centre }) => centre.notices);
  const dismiss = (gone: number): void =>
    desk.store.setState((state) => ({ notices: state.notices.filter(({ id }) => id !== gone) }));
  return (
    <section className="notices" aria-label={say("notice.label")} aria-live="polite">
      {done.map((notice) => (
        <Done key={notice.id} notice={notice} />
      ))}
      {notices.map(({ id, level, key, values }) => (
        <div key={id} className="notice" data-level={level}>
          <p dir="auto">
            <span aria-hidden="true">{level === "alarm" ? "⚠ " : "ℹ "}</span>
            {say(key, values)}
          </p>
          <Button onPress={() => dismiss(id)} label={say("notice.dismiss")}>
            ✕
          </Button>
        </div>
      ))}
    </section>
  );
}

/** What a supervisor or the server did: who, what, why; with the way back where there is one. desktop.md 3.2 */
function Done({ notice }: { readonly notice: NoticeResource }) {
  const say = useSay();
  const locale = useLocale();
  const isNotReady = useDesk(({ centre }) => centre.channel?.userState.state === "NotReady");
  const { id, at, operationName, state, reason, text } = notice;
  const isMessage = operationName === "Message";
  return (
    <div className="notice" data-level={isMessage ? "note" : "alarm"}>
      <div>
        <p dir="auto">
          <span aria-hidden="true">{isMessage ? "✉ " : "⚠ "}</span>
          {wordsOf(notice, say)} <time>{clockText(Date.parse(at), locale)}</time>
        </p>
        {text !== undefined && (
          <p dir="auto" className="written">
            {text}
          </p>
        )}
        {reason !== undefined && notice.by !== undefined && <p dir="auto">{say("notice.reason", { reason })}</p>}
        {state === "NotReady" && isNotReady && <GoReady />}
      </div>
      <Button
        onPress={() => desk.api.post(`/api/postroom/v1/me/notices/${id}`, {}, { method: "DELETE" })}
        label={say("notice.dismiss")}
      >
        ✕
      </Button>
    </div>
  );
}

function wordsOf({ by = "", operationName, state, subject = "" }: NoticeResource, say: Say): string {
  switch (operationName) {
    case "SetState":
      if (by === "") return say("notice.missedOffers");
      return say(state === "Ready" ? "notice.madeReady" : "notice.madeNotReady", { by });
    case "LogOff":
      return say("notice.loggedOff", { by });
    case "TakeBack":
      return say("notice.takenBack", { by, subject });
    case "ReOffer":
      return say("notice.offeredAgain", { by, subject });
    case "Message":
      return say("notice.message", { by });
  }
}
