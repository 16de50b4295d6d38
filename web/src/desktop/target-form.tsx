import type { QueueResource, UserResource } from "@postroom/contract";
import { useEffect, useState } from "react";
import type { Key, Say } from "../i18n/words.ts";
import type { Target } from "../state/verbs.ts";
import { Button } from "../ui/button.tsx";
import { desk, useSay } from "./desk.ts";

type Kind = "queue" | "agent" | "group";
export type TargetChoice = {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly target: Target | { readonly agentGroup: string };
};

type Props = {
  readonly offers: readonly Kind[];
  readonly label: Key;
  readonly commentLabel: Key;
  /** What choosing does. */
  readonly hint: string | undefined;
  /** What was written before and went nowhere yet. */
  readonly comment?: string;
  readonly writes?: (comment: string) => void;
  readonly isMineToo?: boolean;
  readonly choose: (choice: TargetChoice, comment: string) => void;
};

/** A queue, an agent or a group, found by name, with a note on the way. */
export function TargetForm({ offers, label, commentLabel, hint, writes, choose, isMineToo = false, ...given }: Props) {
  const say = useSay();
  const [words, setWords] = useState("");
  const [comment, setComment] = useState(given.comment ?? "");
  const [choices, setChoices] = useState<readonly TargetChoice[]>([]);
  const wanted = offers.join(" ");
  useEffect(() => {
    let isOurs = true;
    const kinds = wanted.split(" ");
    const readers = (["queue", "agent", "group"] as const).filter((kind) => kinds.includes(kind));
    void Promise.all(readers.map((kind) => read[kind](say))).then((all) => {
      const me = desk.store.getState().user?.id;
      if (isOurs) setChoices(all.flat().filter(({ id }) => isMineToo || id !== me));
    });
    return () => {
      isOurs = false;
    };
  }, [say, wanted, isMineToo]);
  const found = choices.filter(({ name }) => name.toLowerCase().includes(words.toLowerCase()));
  return (
    <form onSubmit={(event) => event.preventDefault()}>
      <label>
        {say(commentLabel)}
        <input
          value={comment}
          dir="auto"
          onChange={({ target }) => {
            setComment(target.value);
            writes?.(target.value);
          }}
        />
      </label>
      <label>
        {say(label)}
        <input
          // biome-ignore lint/a11y/noAutofocus: focus moves into a dialog that opens (WAI-ARIA dialog pattern).
          autoFocus
          value={words}
          onChange={(event) => setWords(event.target.value)}
          // Without a word nobody was meant. A form of two fields sends nothing by itself.
          onKeyDown={({ key, nativeEvent }) => {
            if (key !== "Enter" || nativeEvent.isComposing || words.trim() === "") return;
            if (found[0] !== undefined) choose(found[0], comment.trim());
          }}
        />
      </label>
      <div className="choices">
        {found.map((choice) => (
          <Button key={choice.id} hint={hint} onPress={() => choose(choice, comment.trim())}>
            <bdi>{choice.name}</bdi> <small>{choice.kind}</small>
          </Button>
        ))}
        {choices.length > 0 && found.length === 0 && <p>{say("dialog.noTarget")}</p>}
      </div>
    </form>
  );
}

const read: Readonly<Record<Kind, (say: Say) => Promise<readonly TargetChoice[]>>> = {
  queue: async (say) => {
    const queues = await desk.api.get<{ queues: readonly QueueResource[] }>("/queues?fields=*");
    return (queues.ok ? queues.value.queues : [])
      .filter(({ kind }) => kind === "inbound" || kind === "review")
      .map(({ id, name, waiting = 0 }) => ({
        ...{ id, name, kind: say("dialog.queue", { count: waiting }) },
        target: { queueName: name },
      }));
  },
  agent: async (say) => {
    const users = await desk.api.get<{ users: readonly UserResource[] }>("/users?fields=*");
    const working = (users.ok ? users.value.users : []).filter(({ roles }) =>
      roles.some((role) => role !== "ROLE_ADMIN"),
    );
    return working.map(({ id, userName, firstName, lastName, uri }) => ({
      ...{ id, kind: say("dialog.agent"), target: { userUri: uri } },
      name: [firstName, lastName].filter(Boolean).join(" ") || userName,
    }));
  },
  group: async (say) => {
    const groups = await desk.api.get<{ groups: readonly { id: string; name: string }[] }>("/groups?fields=*");
    return (groups.ok ? groups.value.groups : []).map(({ id, name }) => ({
      ...{ id, name, kind: say("agents.group"), target: { agentGroup: name } },
    }));
  },
};
