import { type ComponentProps, useEffect, useRef, useState } from "react";
import { foresee } from "../state/jobs.ts";
import { Button } from "../ui/button.tsx";
import { closeDialog } from "./asked-about.ts";
import { bulkTextBegun } from "./bulk-text.ts";
import { desk, useDesk, useSay } from "./desk.ts";
import { focus } from "./doing.ts";
import { beginJob } from "./job-verbs.ts";
import { jobLabels } from "./jobs.tsx";
import { ReplyPreview } from "./reply-preview.tsx";

type Foreseen = {
  readonly total: number;
  readonly undoable: boolean;
  readonly reply?: ComponentProps<typeof ReplyPreview>["replies"] | undefined;
};

/** Says what will happen to how many, as the server counts them; Enter begins it. desktop.md 2 row 19 */
export function SelectionConfirm() {
  const say = useSay();
  const asked = useDesk((state) => state.asked);
  const [foreseen, setForeseen] = useState<Foreseen>();
  const [problem, setProblem] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    let isOurs = true;
    if (asked === undefined) return;
    void foresee(desk.api, asked).then((read) => {
      if (!isOurs) return;
      if (read.ok) setForeseen(read.value.job);
      else setProblem(read.kind === "refused" ? read.words : say("notice.unknown"));
    });
    return () => {
      isOurs = false;
    };
  }, [asked, say]);
  const isReady = foreseen !== undefined && foreseen.total > 0 && problem === undefined;
  // What was focused to come here has gone; Enter means the button once it says what it does.
  useEffect(() => (isReady ? form.current?.querySelector("button") : form.current)?.focus(), [isReady]);
  if (asked === undefined) return null;
  const { action, target = "" } = asked;
  const begin = async (): Promise<void> => {
    setBusy(true);
    const begun = await beginJob(asked);
    setBusy(false);
    if (begun === true) {
      if (action === "Reply") bulkTextBegun();
      closeDialog("selection.confirm");
      focusWhenLost();
    } else setProblem(begun === false ? say("notice.unknown") : begun);
  };
  return (
    <form
      className="confirm"
      ref={form}
      tabIndex={-1}
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady && !isBusy) void begin();
      }}
    >
      <div role="status">
        {foreseen === undefined && problem === undefined && <p>{say("selection.counting")}</p>}
        {foreseen?.total === 0 && <p>{say("selection.gone")}</p>}
        {foreseen !== undefined && foreseen.total > 0 && (
          <>
            <p className="foreseen">{say(`selection.${action}`, { count: foreseen.total, target })}</p>
            {foreseen.reply === undefined ? (
              <p>
                <small>{say(foreseen.undoable ? "selection.undoable" : "selection.final")}</small>
              </p>
            ) : (
              <ReplyPreview replies={foreseen.reply} />
            )}
          </>
        )}
      </div>
      {problem !== undefined && (
        <p role="alert" className="problem">
          {say("notice.refused", { words: problem })}
        </p>
      )}
      <div className="verbs">
        {isReady && (
          <Button type="submit" isMain isDisabled={isBusy} keys="Enter">
            {say(jobLabels[action])}
          </Button>
        )}
        {action === "Reply" && (
          <Button onPress={() => desk.store.setState({ dialog: "selection.reply" })}>{say("reply.back")}</Button>
        )}
        <Button onPress={() => closeDialog("selection.confirm")}>{say("agents.cancel")}</Button>
      </div>
    </form>
  );
}

/** The bar with the verbs has gone, and the focus with it: the next key is for the list. */
const focusWhenLost = (): void =>
  void setTimeout(() => {
    if (document.activeElement === document.body) focus("list");
  }, restoredMs);

/** The dialog gives the focus back first. */
const restoredMs = 100;
