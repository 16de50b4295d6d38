import { Button } from "../ui/button.tsx";
import { desk, useDesk, useSay } from "./desk.ts";

/** What the agent is told, until dismissed: refusals in the server's words. */
export function Notices() {
  const say = useSay();
  const notices = useDesk((state) => state.notices);
  const dismiss = (gone: number): void =>
    desk.store.setState((state) => ({ notices: state.notices.filter(({ id }) => id !== gone) }));
  return (
    <section className="notices" aria-label={say("notice.label")} aria-live="polite">
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
