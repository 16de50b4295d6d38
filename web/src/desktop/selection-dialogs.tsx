import { type ComponentType, lazy, Suspense } from "react";
import type { Key } from "../i18n/words.ts";
import type { SelectionDialog } from "../state/desk-state.ts";
import { Over } from "../ui/dialog.tsx";
import { useDesk, useSay } from "./desk.ts";
import { JobFailures } from "./job-failures.tsx";
import { jobLabels } from "./jobs.tsx";
import { SelectionConfirm } from "./selection-confirm.tsx";
import {
  AssignForm,
  CodeOfAll,
  OthersShelfForm,
  QueueForm,
  ShelfForAll,
  SnoozeForm,
  TransferOfAll,
} from "./selection-forms.tsx";

// It brings the composer's editor.
const ReplyForm = lazy(() => import("./reply-form.tsx").then((loaded) => ({ default: loaded.ReplyForm })));

type Asking = { readonly title: Key; readonly Form: ComponentType };

const dialogs: Readonly<Record<Exclude<SelectionDialog, "selection.confirm">, Asking>> = {
  "selection.transfer": { title: "command.transfer", Form: TransferOfAll },
  "selection.queue": { title: "command.toQueue", Form: QueueForm },
  "selection.assign": { title: "command.assign", Form: AssignForm },
  "selection.workbin": { title: "command.workbin", Form: ShelfForAll },
  "selection.othersWorkbin": { title: "command.othersWorkbin", Form: OthersShelfForm },
  "selection.snooze": { title: "command.snooze", Form: SnoozeForm },
  "selection.disposition": { title: "command.disposition", Form: CodeOfAll },
  "selection.reply": { title: "command.replyEach", Form: ReplyForm },
  "selection.failures": { title: "job.failures", Form: JobFailures },
};

/** What is asked before something is done to all that is selected, and what became of it. desktop.md 3.8 */
export function SelectionDialogs({ dialog }: { readonly dialog: SelectionDialog }) {
  const say = useSay();
  const action = useDesk(({ asked }) => asked?.action);
  const confirming = { title: jobLabels[action ?? "Complete"], Form: SelectionConfirm };
  const { title, Form } = dialog === "selection.confirm" ? confirming : dialogs[dialog];
  return (
    <Over title={say(title)}>
      <Suspense fallback={<p>{say("app.loading")}</p>}>
        <Form />
      </Suspense>
    </Over>
  );
}
