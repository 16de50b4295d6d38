import { desk, useSay } from "../../desktop/desk.ts";
import { For } from "../../supervisor/for.tsx";
import { told } from "../../supervisor/told.ts";
import { Button } from "../../ui/button.tsx";
import { legalHoldOf } from "./erasing.ts";
import { ReasonField } from "./reason-field.tsx";

type Props = {
  readonly contact: string;
  readonly name: string;
  readonly isHeld: boolean;
  /** Something is different now. */
  readonly done: () => Promise<void>;
};

/** Mail that must be kept, and its release. */
export function HoldForm({ contact, name, isHeld, done }: Props) {
  const say = useSay();
  const write = async (method: "PUT" | "DELETE", body: object): Promise<void> => {
    told(await desk.api.post(legalHoldOf(contact), body, { method }));
    await done();
  };
  if (isHeld) {
    return (
      <div className="verbs">
        <Button onPress={() => write("DELETE", {})}>
          {say("persons.liftHold")}
          <For name={name} />
        </Button>
      </div>
    );
  }
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        void write("PUT", { reason: String(new FormData(event.currentTarget).get("reason")).trim() });
      }}
    >
      <ReasonField label={say("persons.holdReason")} hint={undefined} isFixed={false} />
      <div className="verbs">
        <Button type="submit" hint={say("persons.holdHint")}>
          {say("persons.placeHold")}
          <For name={name} />
        </Button>
      </div>
    </form>
  );
}
