import { useEffect, useState } from "react";
import { useLocation } from "wouter";
import { desk, useSay, verbs } from "./desk.ts";

type Queue = { readonly id: string; readonly name: string; readonly kind: string; readonly waiting: number };

const worked: ReadonlySet<string> = new Set(["inbound", "review"]);
const againMs = 3_000;
const pathOf = (name: string): string => `/queues/${encodeURIComponent(name)}`;

/** Queues from which mail is offered, with how much waits in each, while it comes and goes; the first one is shown where none is chosen. */
export function QueuesHead({ name }: { readonly name: string | undefined }) {
  const say = useSay();
  const [, go] = useLocation();
  const [queues, setQueues] = useState<readonly Queue[]>([]);
  useEffect(() => {
    let isOurs = true;
    const read = async (): Promise<void> => {
      const answer = await desk.api.get<{ queues: readonly Queue[] }>("/queues?fields=id,name,kind,waiting");
      if (!isOurs || !answer.ok) return;
      const shown = answer.value.queues.filter(({ kind }) => worked.has(kind));
      setQueues(shown);
      if (name === undefined && shown[0] !== undefined) go(pathOf(shown[0].name), { replace: true });
    };
    // No message tells what comes into a queue and leaves it.
    const timer = setInterval(() => {
      if (document.hidden) return;
      void read();
      void verbs.searchAgain();
    }, againMs);
    void read();
    return () => {
      isOurs = false;
      clearInterval(timer);
    };
  }, [name, go]);
  return (
    <>
      <h1>{say("view.queues")}</h1>
      <div className="shelves">
        {queues.map((queue) => (
          <button
            key={queue.id}
            type="button"
            className="button"
            aria-pressed={queue.name === name}
            onClick={() => go(pathOf(queue.name))}
          >
            <bdi>{queue.name}</bdi> {queue.waiting}
          </button>
        ))}
      </div>
    </>
  );
}
