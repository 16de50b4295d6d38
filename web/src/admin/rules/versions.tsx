import type { RulesAnswer } from "@postroom/contract";
import { useState } from "react";
import { useSay } from "../../desktop/desk.ts";
import { Button } from "../../ui/button.tsx";
import { type Draft, revertDraft } from "./draft.ts";
import { tellRefusal } from "./refusal.ts";
import type { ShowPart } from "./rules.tsx";

type Props = {
  readonly draft: Draft;
  readonly counts: RulesAnswer;
  readonly readAgain: () => Promise<void>;
  readonly show: ShowPart;
  readonly tell: (words: string) => void;
};

/** An earlier version comes back as the draft; it counts when it is published. desktop.md 8.4 */
export function Versions({ draft, counts: { published }, readAgain, show, tell }: Props) {
  const say = useSay();
  const latest = published?.version ?? 0;
  const [version, setVersion] = useState(Math.max(0, latest - 1));
  if (latest === 0) return null;
  const bringBack = async (): Promise<void> => {
    const outcome = await revertDraft(draft, version);
    await readAgain();
    tellRefusal(outcome, say, tell);
    if (!outcome.ok) return;
    tell(say("rules.broughtBack", { version }));
    show("draft");
  };
  return (
    <div className="filter">
      <label>
        {say("rules.earlier")}
        <input
          type="number"
          min={0}
          max={latest}
          value={version}
          onChange={({ target }) => setVersion(Math.min(latest, Math.max(0, Math.trunc(target.valueAsNumber) || 0)))}
        />
      </label>
      <Button onPress={bringBack} hint={say("rules.bringBackHint")}>
        {say("rules.bringBack")}
      </Button>
    </div>
  );
}
