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

/** What is asked before something is done to all that is selected, and what became of it. desktop.md 3.8 */
export function SelectionDialogs({ dialog }: { readonly dialog: SelectionDialog }) {
  const say = useSay();
  const action = useDesk(({ asked }) => asked?.action);
  const title = dialog === "selection.confirm" ? jobLabels[action ?? "Complete"] : titles[dialog];
  return (
    <Over title={say(title)}>
      <Asked dialog={dialog} />
    </Over>
  );
}

const titles: Readonly<Record<Exclude<SelectionDialog, "selection.confirm">, Key>> = {
  "selection.transfer": "command.transfer",
  "selection.queue": "command.toQueue",
  "selection.assign": "command.assign",
  "selection.workbin": "command.workbin",
  "selection.othersWorkbin": "command.othersWorkbin",
  "selection.snooze": "command.snooze",
  "selection.disposition": "command.disposition",
  "selection.failures": "job.failures",
};

function Asked({ dialog }: { readonly dialog: SelectionDialog }) {
  switch (dialog) {
    case "selection.transfer":
      return <TransferOfAll />;
    case "selection.queue":
      return <QueueForm />;
    case "selection.assign":
      return <AssignForm />;
    case "selection.workbin":
      return <ShelfForAll />;
    case "selection.othersWorkbin":
      return <OthersShelfForm />;
    case "selection.snooze":
      return <SnoozeForm />;
    case "selection.disposition":
      return <CodeOfAll />;
    case "selection.confirm":
      return <SelectionConfirm />;
    case "selection.failures":
      return <JobFailures />;
  }
}
