import type { EmailB } from "@postroom/contract";
import { useSay } from "../desktop/desk.ts";
import { Button } from "../ui/button.tsx";

type Props = {
  readonly theirs: EmailB;
  readonly mine: string;
  readonly keepMine: () => void;
  readonly takeTheirs: () => void;
};

/** Two texts compete: both are shown, and none is dropped until somebody chose. desktop.md 2.1 */
export function Conflict({ theirs, mine, keepMine, takeTheirs }: Props) {
  const say = useSay();
  return (
    <div className="conflict" role="alert">
      <p>{say("composer.conflict")}</p>
      <div className="both">
        <section>
          <h3>{say("composer.mine")}</h3>
          <p dir="auto">{mine}</p>
          <Button onPress={keepMine}>{say("composer.keepMine")}</Button>
        </section>
        <section>
          <h3>{say("composer.theirs")}</h3>
          <p dir="auto">{theirs.bodyAsPlainText}</p>
          <Button onPress={takeTheirs}>{say("composer.takeTheirs")}</Button>
        </section>
      </div>
    </div>
  );
}
