import { closeDialog, createUnsaid, useAskedAbout } from "./asked-about.ts";
import { useSay, verbs } from "./desk.ts";
import { TargetForm } from "./target-form.tsx";

const unsaid = createUnsaid();

/** To a queue or an agent, with a note on the way. */
export function TransferForm() {
  const say = useSay();
  const email = useAskedAbout();
  return (
    <TargetForm
      offers={["queue", "agent"]}
      label="dialog.transferTo"
      commentLabel="dialog.comment"
      hint={say("effect.transfer")}
      comment={unsaid.of(email?.id)}
      writes={(comment) => unsaid.keep(email?.id, comment)}
      choose={({ target }, comment) => {
        if (email === undefined || "agentGroup" in target) return;
        closeDialog("transfer");
        // After a refusal it stands there again.
        void verbs
          .transfer(email.id, target, comment)
          .then((isDone) => (isDone ? unsaid.keep(email.id, "") : undefined));
      }}
    />
  );
}
