import { useSay } from "../../desktop/desk.ts";
import type { Problem } from "../problems.ts";
import { SpanFields } from "../queues/span-fields.tsx";
import { typeMailbox } from "./open-mailbox.ts";
import { ChoiceField, Tick } from "./text-field.tsx";
import type { TypedMailbox } from "./typed-mailbox.ts";

type Props = { readonly typed: TypedMailbox; readonly problems: readonly Problem[] };

/** How its mail is known again and measured; most never change it. */
export function MoreFields({ typed, problems }: Props) {
  const say = useSay();
  const spam = (["route", "park"] as const).map((value) => ({ value, words: say(`mailbox.spam.${value}`) }));
  return (
    <details className="more">
      <summary>{say("mailbox.more")}</summary>
      <div className="side-by-side">
        <ChoiceField {...{ typed, problems }} name="spam" path="spam" label="mailbox.spam" choices={spam} />
        <SpanFields
          label={say("mailbox.canary")}
          path="canaryEvery"
          problems={problems}
          span={typed.canaryEvery}
          type={(canaryEvery) => typeMailbox({ canaryEvery })}
          hint={say("mailbox.canaryHint")}
        />
      </div>
      {(["bounceTag", "replyToken", "subjectTag", "subjectRule"] as const).map((name) => (
        <Tick key={name} name={name} label={`mailbox.${name}`} typed={typed} />
      ))}
    </details>
  );
}
