import type { Refused } from "../../api/outcome.ts";
import { useSay } from "../../desktop/desk.ts";
import { Button } from "../../ui/button.tsx";
import { TrialLog } from "./trial-log.tsx";
import { accountOf, type Mailbox, type TypedMailbox } from "./typed-mailbox.ts";
import { useTrial } from "./use-trial.ts";

type Props = {
  readonly typed: TypedMailbox;
  /** As it is stored; undefined: it is not. */
  readonly before: Mailbox | undefined;
  /** It is tried anew: what was wrong with the account may be so no more. */
  readonly begun: () => void;
  readonly refused: (refusal: Refused) => void;
};

/** Tries what is typed; nothing of it is stored. */
export function TryIt({ typed, before, begun, refused }: Props) {
  const say = useSay();
  const { trial, start } = useTrial(refused);
  const isRunning = trial !== undefined && trial.end === undefined;
  const tryIn = () => {
    begun();
    const stored = before === undefined || before.imap === null ? {} : { mailboxId: before.id };
    return start({ direction: "in", ...stored, imap: accountOf(typed) });
  };
  return (
    <section className="try-it" aria-label={say("mailbox.try")}>
      <div className="verbs">
        {typed.isFetched && (
          <Button onPress={tryIn} isDisabled={isRunning} hint={say("mailbox.tryInHint")}>
            {say("mailbox.tryIn")}
          </Button>
        )}
        <Button onPress={() => start({ direction: "out" })} isDisabled={isRunning} hint={say("mailbox.tryOutHint")}>
          {say("mailbox.tryOut")}
        </Button>
        <span className="soft">{say("mailbox.tryHint")}</span>
      </div>
      {trial !== undefined && <TrialLog trial={trial} />}
    </section>
  );
}
