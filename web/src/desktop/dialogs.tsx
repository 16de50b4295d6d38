import { Over } from "../ui/dialog.tsx";
import { CommandBox } from "./command-box.tsx";
import { useDesk, useSay } from "./desk.ts";
import { DispositionForm, NoteForm, WorkbinForm } from "./item-forms.tsx";
import { KeySheet } from "./key-sheet.tsx";
import { SettingsForm } from "./settings-form.tsx";
import type { Run } from "./shell.tsx";
import { SignIn } from "./sign-in.tsx";
import { StatusMenu } from "./status-menu.tsx";
import { TransferForm } from "./transfer-form.tsx";
import type { View } from "./views.ts";

/** Whatever lies over the page. */
export function Dialogs({
  run,
  view,
  go,
}: {
  readonly run: Run;
  readonly view: View;
  readonly go: (path: string) => void;
}) {
  const say = useSay();
  const dialog = useDesk((state) => state.dialog);
  switch (dialog) {
    case undefined:
      return null;
    case "commands":
      return (
        <Over title={say("command.commands")}>
          <CommandBox run={run} view={view} go={go} />
        </Over>
      );
    case "keys":
      return (
        <Over title={say("command.keys")}>
          <KeySheet />
        </Over>
      );
    case "status":
      return (
        <Over title={say("status.label")}>
          <StatusMenu />
        </Over>
      );
    case "transfer":
      return (
        <Over title={say("command.transfer")}>
          <TransferForm />
        </Over>
      );
    case "workbin":
      return (
        <Over title={say("command.workbin")}>
          <WorkbinForm />
        </Over>
      );
    case "disposition":
      return (
        <Over title={say("command.disposition")}>
          <DispositionForm />
        </Over>
      );
    case "note":
      return (
        <Over title={say("command.note")}>
          <NoteForm />
        </Over>
      );
    case "settings":
      return (
        <Over title={say("command.settings")}>
          <SettingsForm />
        </Over>
      );
    case "signIn":
      return (
        <Over title={say("signIn.submit")} mustStay>
          <SignIn isAgain />
        </Over>
      );
  }
}
