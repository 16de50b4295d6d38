import { lazy, Suspense } from "react";
import { Over } from "../ui/dialog.tsx";
import { CommandBox } from "./command-box.tsx";
import { DeclineMenu } from "./decline-menu.tsx";
import { useDesk, useSay } from "./desk.ts";
import { DispositionForm, NoteForm, WorkbinForm } from "./item-forms.tsx";
import { KeySheet } from "./key-sheet.tsx";
import { usePause } from "./pausing.ts";
import { SettingsForm } from "./settings-form.tsx";
import { SignIn } from "./sign-in.tsx";
import { StatusMenu } from "./status-menu.tsx";
import { TransferForm } from "./transfer-form.tsx";
import type { View } from "./views.ts";

// Written rarely: nobody waits for it at the start.
const MacrosForm = lazy(() => import("./macros-form.tsx").then((loaded) => ({ default: loaded.MacrosForm })));

const SelectionDialogs = lazy(() =>
  import("./selection-dialogs.tsx").then((loaded) => ({ default: loaded.SelectionDialogs })),
);

const Versions = lazy(() => import("./versions.tsx").then((loaded) => ({ default: loaded.Versions })));

type Props = { readonly view: View; readonly go: (path: string) => void };

/** Whatever lies over the page; whoever must sign in again does so above it, and finds there what they had written. */
export function Dialogs(props: Props) {
  const say = useSay();
  const mustSignIn = usePause(useDesk((state) => state.mustSignIn));
  return (
    <>
      <Chosen {...props} />
      {mustSignIn && (
        <Over title={say("signIn.submit")} mustStay>
          <SignIn isAgain />
        </Over>
      )}
    </>
  );
}

function Chosen({ view, go }: Props) {
  const say = useSay();
  const dialog = useDesk((state) => state.dialog);
  switch (dialog) {
    case undefined:
      return null;
    case "commands":
      return (
        <Over title={say("command.commands")}>
          <CommandBox view={view} go={go} />
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
    case "decline":
      return (
        <Over title={say("command.decline")}>
          <DeclineMenu />
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
    case "macros":
      return (
        <Over title={say("command.macros")}>
          <Suspense fallback={<p>{say("app.loading")}</p>}>
            <MacrosForm />
          </Suspense>
        </Over>
      );
    case "versions":
      return (
        <Over title={say("command.versions")}>
          <Suspense fallback={<p>{say("app.loading")}</p>}>
            <Versions />
          </Suspense>
        </Over>
      );
    default:
      return (
        <Suspense>
          <SelectionDialogs dialog={dialog} />
        </Suspense>
      );
  }
}
