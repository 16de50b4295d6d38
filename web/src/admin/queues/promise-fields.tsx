import { useSay } from "../../desktop/desk.ts";
import type { Problem } from "../problems.ts";
import { NumberField } from "./number-field.tsx";
import { typeQueue } from "./open-queue.ts";
import { SpanFields } from "./span-fields.tsx";
import type { TypedQueue } from "./typed-queue.ts";

type Props = { readonly typed: TypedQueue; readonly problems: readonly Problem[] };

/** How soon mail is answered, how much of it, and how long an offer lasts. */
export function PromiseFields({ typed, problems }: Props) {
  const say = useSay();
  return (
    <fieldset>
      <legend>{say("queue.promise")}</legend>
      <div className="side-by-side">
        <SpanFields
          label={say("queue.reply")}
          path="sla.replySeconds"
          problems={problems}
          span={typed.reply}
          type={(reply) => typeQueue({ reply })}
          hint={say("queue.replyHint")}
        />
        <NumberField
          label={say("queue.target")}
          path="sla.targetPercent"
          problems={problems}
          value={typed.targetPercent}
          type={(targetPercent) => typeQueue({ targetPercent })}
        />
        <SpanFields
          label={say("queue.invitation")}
          path="invitationTimeout"
          problems={problems}
          span={typed.invitationTimeout}
          type={(invitationTimeout) => typeQueue({ invitationTimeout })}
          hint={say("queue.invitationHint")}
        />
      </div>
    </fieldset>
  );
}
