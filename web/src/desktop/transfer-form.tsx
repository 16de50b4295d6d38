import type { QueueResource, UserResource } from "@postroom/contract";
import { useEffect, useState } from "react";
import type { Target } from "../state/verbs.ts";
import { Button } from "../ui/button.tsx";
import { closeDialog, createUnsaid, useAskedAbout } from "./asked-about.ts";
import { desk, useSay, verbs } from "./desk.ts";

type Choice = { readonly id: string; readonly name: string; readonly kind: string; readonly target: Target };

const unsaid = createUnsaid();

/** To a queue or an agent, with a note on the way. */
export function TransferForm() {
  const say = useSay();
  const email = useAskedAbout();
  const [words, setWords] = useState("");
  const [comment, setComment] = useState(() => unsaid.of(email?.id));
  const [choices, setChoices] = useState<readonly Choice[]>([]);
  useEffect(() => {
    const read = async (): Promise<void> => {
      const [queues, users] = await Promise.all([
        desk.api.get<{ queues: readonly QueueResource[] }>("/queues?fields=*"),
        desk.api.get<{ users: readonly UserResource[] }>("/users?fields=*"),
      ]);
      const me = desk.store.getState().user?.id;
      setChoices([
        ...(queues.ok ? queues.value.queues : [])
          .filter(({ kind }) => kind === "inbound" || kind === "review")
          .map(({ id, name, waiting = 0 }) => ({
            id,
            name,
            kind: say("dialog.queue", { count: waiting }),
            target: { queueName: name },
          })),
        ...(users.ok ? users.value.users : [])
          .filter(({ id }) => id !== me)
          .map(({ id, userName, firstName, lastName, uri }) => ({
            id,
            name: [firstName, lastName].filter(Boolean).join(" ") || userName,
            kind: say("dialog.agent"),
            target: { userUri: uri },
          })),
      ]);
    };
    void read();
  }, [say]);
  const found = choices.filter(({ name }) => name.toLowerCase().includes(words.toLowerCase()));
  const transfer = ({ target }: Choice): void => {
    if (email === undefined) return;
    closeDialog("transfer");
    // After a refusal it stands there again.
    void verbs
      .transfer(email.id, target, comment.trim())
      .then((isDone) => (isDone ? unsaid.keep(email.id, "") : undefined));
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (found[0] !== undefined) transfer(found[0]);
      }}
    >
      <label>
        {say("dialog.comment")}
        <input
          value={comment}
          dir="auto"
          onChange={({ target }) => {
            setComment(target.value);
            unsaid.keep(email?.id, target.value);
          }}
        />
      </label>
      <label>
        {say("dialog.transferTo")}
        {/* biome-ignore lint/a11y/noAutofocus: focus moves into a dialog that opens (WAI-ARIA dialog pattern). */}
        <input autoFocus value={words} onChange={(event) => setWords(event.target.value)} />
      </label>
      <div className="choices">
        {found.map((choice) => (
          <Button key={choice.id} hint={say("effect.transfer")} onPress={() => transfer(choice)}>
            <bdi>{choice.name}</bdi> <small>{choice.kind}</small>
          </Button>
        ))}
        {choices.length > 0 && found.length === 0 && <p>{say("dialog.noTarget")}</p>}
      </div>
    </form>
  );
}
