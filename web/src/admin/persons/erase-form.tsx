import { useState } from "react";
import { useSay } from "../../desktop/desk.ts";
import { For } from "../../supervisor/for.tsx";
import { told } from "../../supervisor/told.ts";
import { Button } from "../../ui/button.tsx";
import { eraseAll } from "./erasing.ts";
import { ReasonField } from "./reason-field.tsx";

type Props = { readonly contact: string; readonly name: string; readonly erased: (receipt: string) => void };

/** Erases for good, after a reason and a second word. */
export function EraseForm({ contact, name, erased }: Props) {
  const say = useSay();
  const [reason, setReason] = useState<string>();
  const [left, setLeft] = useState<number>();
  const [isRunning, setRunning] = useState(false);
  const erase = async (): Promise<void> => {
    setRunning(true);
    const all = await eraseAll(contact, reason ?? "", setLeft);
    setRunning(false);
    told(all);
    if (all.ok) erased(all.value.erasure.receipt);
    else setReason(undefined);
  };
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        setReason(String(new FormData(event.currentTarget).get("reason")).trim());
      }}
    >
      <ReasonField label={say("persons.eraseReason")} hint={say("persons.reasonHint")} isFixed={reason !== undefined} />
      <div className="verbs">
        {reason === undefined ? (
          <Button type="submit">
            {say("persons.erase")}
            <For name={name} />
          </Button>
        ) : (
          <>
            <Button onPress={erase} isDisabled={isRunning} hint={say("persons.eraseHint")}>
              {say("persons.eraseNow")}
              <For name={name} />
            </Button>
            <Button onPress={() => setReason(undefined)} isDisabled={isRunning}>
              {say("rules.notYet")}
            </Button>
          </>
        )}
        <span role="status">
          {reason !== undefined &&
            (left === undefined ? say("persons.eraseHint") : say("persons.erasing", { count: left }))}
        </span>
      </div>
    </form>
  );
}
