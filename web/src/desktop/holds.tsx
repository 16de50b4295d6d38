import type { HoldResource } from "@postroom/contract";
import { valueAt } from "../state/by-id.ts";
import { heldNow } from "../state/rows.ts";
import { Button } from "../ui/button.tsx";
import { useDesk, useSay, verbs } from "./desk.ts";
import { Moved } from "./moved.tsx";
import type { Run } from "./shell.tsx";
import { Snoozed } from "./snoozed.tsx";
import { useNow } from "./ticking.ts";

/** What goes out in a moment, and how to stop it. desktop.md 5.4 */
export function Holds({ run }: { readonly run: Run }) {
  const say = useSay();
  const holds = useDesk(({ centre }) => centre.holds);
  const held = heldNow({ centre: { holds } });
  return (
    <section className="holds" aria-label={say("hold.label")} aria-live="polite">
      {held.map((hold, index) => (
        <Held key={hold.id} hold={hold} undo={index === 0 ? () => verbs.undo(hold.id) : undefined} />
      ))}
      <Snoozed run={run} />
      <Moved run={run} />
    </section>
  );
}

function Held({ hold, undo }: { readonly hold: HoldResource; readonly undo: (() => void) | undefined }) {
  const say = useSay();
  const emails = useDesk(({ centre }) => centre.emails);
  const offset = useDesk(({ clockOffset }) => clockOffset);
  const now = useNow() + offset;
  const seconds = Math.max(0, Math.ceil((Date.parse(hold.until) - now) / 1_000));
  const held = hold.emailIds.flatMap((id) => valueAt(emails, id) ?? []);
  const draft = held.find(({ state }) => state === "Composing");
  const to = draft?.to?.join(", ") ?? "";
  return (
    <div className="notice" data-level="hold">
      <p>
        <span aria-hidden="true">⏳ </span>
        {draft === undefined ? say("hold.done", { subject: held[0]?.subject ?? "" }) : say("hold.send", { to })}{" "}
        <span className="seconds" aria-live="off">
          {say("hold.seconds", { seconds })}
        </span>
      </p>
      {undo !== undefined && (
        <Button keys="z" onPress={undo}>
          {say("command.undo")}
        </Button>
      )}
    </div>
  );
}
