import { AlarmClock } from "lucide-react";
import { isSpan, type Span, spans } from "../state/snoozing.ts";
import { Button } from "../ui/button.tsx";
import { type desk, useDesk, useLocale, useSay, verbs } from "./desk.ts";
import { device } from "./device.ts";
import type { Run } from "./shell.tsx";
import { useNow } from "./ticking.ts";
import { soonText } from "./times.ts";

const kept = "postroom-snooze";
const shownMs = 20_000;

/** The span that was chosen last on this device. */
export function lastSpan(): Span {
  const last = device.getItem(kept);
  return isSpan(last) ? last : "tomorrow";
}

export function snooze(id: string, span: Span): Promise<boolean> {
  device.setItem(kept, span);
  return verbs.snooze(id, span);
}

/** After something was put off at once: until when, the other spans, and the way back. desktop.md 2, row 3 */
export function Snoozed({ run }: { readonly run: Run }) {
  const snoozed = useDesk((state) => state.snoozed);
  return snoozed === undefined ? null : <Bar key={snoozed.id} snoozed={snoozed} run={run} />;
}

type Shown = NonNullable<ReturnType<typeof desk.store.getState>["snoozed"]>;

function Bar({ snoozed: { id, subject, span, until, at }, run }: { readonly snoozed: Shown; readonly run: Run }) {
  const say = useSay();
  const locale = useLocale();
  // It stays as long as the last choice is fresh; the workbin keeps what was put off.
  if (useNow() - at > shownMs) return null;
  return (
    <div className="notice" data-level="hold">
      <p>
        <AlarmClock size={16} aria-hidden="true" />{" "}
        {say("snooze.until", { subject, time: soonText(until, at, locale) })}
      </p>
      <div className="verbs">
        {spans
          .filter((other) => other !== span)
          .map((other) => (
            <Button key={other} onPress={() => snooze(id, other)}>
              {say(`snooze.${other}`)}
            </Button>
          ))}
        <Button keys="z" onPress={() => run("hold.undo")}>
          {say("command.undo")}
        </Button>
      </div>
    </div>
  );
}
