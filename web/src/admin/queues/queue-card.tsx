import { memo, useId, useState } from "react";
import { useStore } from "zustand";
import { useSay } from "../../desktop/desk.ts";
import { For } from "../../supervisor/for.tsx";
import { told } from "../../supervisor/told.ts";
import { Button } from "../../ui/button.tsx";
import { beginQueue, openQueue, removeQueue } from "./open-queue.ts";
import { QueueFacts } from "./queue-facts.tsx";
import type { Queue } from "./typed-queue.ts";

type Props = { readonly queue: Queue; readonly done: (words: string) => Promise<void> };

/** One queue as it is configured, with where that was said. Drawn anew only when it is another. desktop.md 8.3, 8.6 */
export const QueueCard = memo(function QueueCard({ queue, done }: Props) {
  const say = useSay();
  const title = useId();
  const { name, kind, description, readOnly, builtIn } = queue;
  return (
    <section className="card" aria-labelledby={title}>
      <h2 id={title}>
        <bdi>{name}</bdi>
      </h2>
      <p className="soft">
        <span className="chip">{say(`queue.kind.${kind}`)}</span>{" "}
        {builtIn && <span className="chip">{say("queue.builtIn")}</span>}{" "}
        <span className="chip">{say(readOnly ? "skills.file" : "queue.page")}</span>{" "}
        {readOnly && !builtIn && say("skills.ofFile", { name })}
      </p>
      {description !== "" && (
        <p>
          <bdi>{description}</bdi>
        </p>
      )}
      <QueueFacts queue={queue} />
      {!readOnly && <Verbs queue={queue} done={done} />}
    </section>
  );
});

function Verbs({ queue, done }: Props) {
  const say = useSay();
  const isOneOpen = useStore(openQueue, ({ open }) => open !== undefined);
  const [isAsking, setAsking] = useState(false);
  const remove = async (): Promise<void> => {
    const removed = await removeQueue(queue);
    setAsking(false);
    told(removed);
    await done(removed.ok ? say("queue.removed", { name: queue.name }) : "");
  };
  return (
    <div className="verbs">
      <Button
        onPress={() => beginQueue(queue)}
        isDisabled={isOneOpen}
        hint={isOneOpen ? say("queue.oneOpen") : undefined}
      >
        {say("rules.edit")}
        <For name={queue.name} />
      </Button>
      {!queue.builtIn && !isAsking && (
        <Button onPress={() => setAsking(true)}>
          {say("rules.remove")}
          <For name={queue.name} />
        </Button>
      )}
      {isAsking && (
        <>
          <Button onPress={remove} hint={say("queue.removeHint")}>
            {say("queue.removeNow")}
            <For name={queue.name} />
          </Button>
          <Button onPress={() => setAsking(false)}>{say("rules.notYet")}</Button>
        </>
      )}
    </div>
  );
}
