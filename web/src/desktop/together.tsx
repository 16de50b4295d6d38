import type { EmailB, PresenceMembers, ThreadAnswer } from "@postroom/contract";
import { useEffect } from "react";
import { composing } from "./composing.ts";
import { desk, useDesk, useLocale, useSay } from "./desk.ts";
import { clockText } from "./times.ts";

const renewMs = 15_000;
type Level = PresenceMembers["people"][number]["level"];

type Props = {
  readonly email: EmailB;
  /** What this person writes in reply. */
  readonly draft: EmailB | undefined;
  /** This person reads what somebody else writes. */
  readonly isWatching: boolean;
  readonly thread: ThreadAnswer | undefined;
};

/** Says that this person is at the e-mail as long as it is open and the page is, and who else is, in words. desktop.md 3.6 */
export function Together({ email, draft, isWatching, thread }: Props) {
  const say = useSay();
  const locale = useLocale();
  const me = useDesk(({ user }) => user?.id);
  const there = useDesk(({ centre }) => centre.presence[email.id]?.people);
  const atDraft = useDesk(({ centre }) => (draft === undefined ? undefined : centre.presence[draft.id]?.people));
  const { id } = email;
  useEffect(() => stay(id, isWatching), [id, isWatching]);
  const all = new Map([...(there ?? []), ...(atDraft ?? [])].map((one) => [one.userId, one]));
  const others = [...all.values()].filter(({ userId }) => userId !== me);
  const readers = (thread?.readBy ?? []).filter(({ userId }) => userId !== me);
  return (
    <div className="together" role="status">
      {others.map(({ userId, name, level, since }) => (
        <p key={userId} data-level={level}>
          <span aria-hidden="true">{level === "writing" ? "✎ " : "● "}</span>
          {say(`presence.${level}`, { name, time: clockText(Date.parse(since), locale) })}
        </p>
      ))}
      {readers.length > 0 && (
        <p className="readers">
          {say("presence.readBy", {
            names: new Intl.ListFormat(locale, { type: "unit" }).format(
              readers.map(({ name, at }) => `${name} ${clockText(Date.parse(at), locale)}`),
            ),
          })}
        </p>
      )}
    </div>
  );
}

/** Told at once, when it changes, and every 15 seconds; gone with the page, or 45 seconds later. */
function stay(id: string, isWatching: boolean): () => void {
  let told: Level | undefined;
  let isGone = false;
  const path = `/api/postroom/v1/interactions/${id}/presence`;
  const tell = async (level: Level): Promise<void> => {
    told = level;
    const before = desk.store.getState().centre.presence[id];
    const answer = await desk.api.post<PresenceMembers>(path, { level }, { method: "PUT" });
    // Who came meanwhile was told, and the answer may be older than that.
    if (!answer.ok || isGone || desk.store.getState().centre.presence[id] !== before) return;
    const { people } = answer.value;
    desk.store.setState(({ centre }) => ({
      centre: {
        ...centre,
        presence: { ...centre.presence, [id]: { people, version: centre.presence[id]?.version ?? 0 } },
      },
    }));
  };
  const level = (): Level => {
    if (document.hidden) return "away";
    if (isWatching) return "watching";
    return composing.current?.hasFocus() === true ? "writing" : "viewing";
  };
  const look = (): void => {
    if (level() !== told) void tell(level());
  };
  void tell(level());
  const renewing = setInterval(() => void tell(level()), renewMs);
  const events = ["visibilitychange", "focusin", "focusout"] as const;
  for (const event of events) document.addEventListener(event, look);
  const leave = (): void => void desk.api.post(path, {}, { method: "DELETE", outlivesPage: true });
  addEventListener("pagehide", leave);
  return () => {
    isGone = true;
    clearInterval(renewing);
    for (const event of events) document.removeEventListener(event, look);
    removeEventListener("pagehide", leave);
    leave();
  };
}
