import { useLocation } from "wouter";
import { useSay } from "../../desktop/desk.ts";
import { follows } from "../../desktop/follow.ts";
import { Field } from "../field.tsx";
import type { Problem } from "../problems.ts";
import { typeMailbox } from "./open-mailbox.ts";
import { ChoiceField, TextField } from "./text-field.tsx";
import type { Mailbox, TypedMailbox } from "./typed-mailbox.ts";

type Props = {
  readonly typed: TypedMailbox;
  readonly before: Mailbox | undefined;
  readonly problems: readonly Problem[];
  /** Names of queues that mail may come into. */
  readonly queues: readonly string[] | undefined;
  /** Somebody has typed the address and goes on. */
  readonly left: () => void;
};

/** At which addresses it receives, what it is called, and where its mail waits. */
export function AddressFields({ typed, before, problems, queues, left }: Props) {
  const say = useSay();
  const [, go] = useLocation();
  const shared = { typed, problems };
  const names = [...new Set(["", ...(queues ?? []), typed.queue])];
  return (
    <fieldset>
      <legend>{say("mailbox.addresses")}</legend>
      <div className="side-by-side">
        {before === undefined && (
          <TextField {...shared} name="address" path="address" label="mailbox.address" kind="email" left={left} />
        )}
        <TextField {...shared} name="name" path="name" label="mailbox.name" isCode={false} />
        <ChoiceField
          {...shared}
          name="queue"
          path="queue"
          label="wallboard.queue"
          choices={names.map((value) => ({ value, words: value === "" ? say("mailbox.noQueue") : value }))}
        />
        <Field label={say("mailbox.aliases")} path="aliases" problems={problems} hint={say("mailbox.aliasesHint")}>
          {(control) => (
            <textarea
              {...control}
              dir="ltr"
              rows={2}
              value={typed.aliases}
              onChange={({ target }) => typeMailbox({ aliases: target.value })}
            />
          )}
        </Field>
      </div>
      {queues?.length === 0 && (
        <p>
          {say("setUpList.hint.mailbox")}{" "}
          <a href="/admin/queues" onClick={follows("/admin/queues", go)}>
            {say("view.queueSettings")}
          </a>
        </p>
      )}
    </fieldset>
  );
}
