import type { EmailB } from "@postroom/contract";
import { useEffect, useRef, useState } from "react";
import { useSay } from "../desktop/desk.ts";
import { useWhole } from "../desktop/use-whole.ts";
import { Button } from "../ui/button.tsx";
import { Composer } from "./composer.tsx";
import { type Seat, type Sitting, takeSeat } from "./seat.ts";
import { giveAway, keptOnLeaving } from "./writing.ts";

/**
 * The composer of a draft, in one tab at a time, and begun only from its whole text: what would be saved otherwise is its beginning alone.
 * desktop.md 2.1, 5.3
 */
export function AtDraft({ draft }: { readonly draft: EmailB }) {
  const say = useSay();
  const { id } = draft;
  const whole = useWhole(draft);
  const isWhole = whole.bodyTruncated !== true;
  // Once it has begun, its own text is the newest.
  const [hasBegun, setBegun] = useState(isWhole);
  useEffect(() => {
    if (isWhole) setBegun(true);
  }, [isWhole]);
  const [seat, setSeat] = useState<Seat>("asking");
  const sitting = useRef<Sitting>(undefined);
  useEffect(() => {
    let isHere = false;
    const taken = takeSeat(id, (next) => {
      if (isHere) giveAway(id, next === "taken");
      isHere = next === "here";
      setSeat(next);
    });
    sitting.current = taken;
    return taken.leave;
  }, [id]);
  useEffect(() => {
    // The composer has left the page by now.
    if (seat === "elsewhere") void keptOnLeaving(id).then(() => sitting.current?.rise());
  }, [id, seat]);
  if (seat === "elsewhere" || seat === "taken") {
    return (
      <div className="composer" role="status">
        <p>{say("composer.elsewhere")}</p>
        <div className="verbs">
          <Button isMain onPress={() => sitting.current?.take()}>
            {say("composer.takeOver")}
          </Button>
        </div>
      </div>
    );
  }
  const isReady = seat === "here" && (isWhole || hasBegun);
  return isReady ? <Composer draft={whole} /> : <p className="empty">{say("app.loading")}</p>;
}
