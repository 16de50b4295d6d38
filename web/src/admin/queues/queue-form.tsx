import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { saving } from "../../commands/saving.ts";
import { useLocale, useSay } from "../../desktop/desk.ts";
import { Button } from "../../ui/button.tsx";
import { Problems } from "../field.tsx";
import { type Problem, problemsOf } from "../problems.ts";
import { HoursFields } from "./hours-fields.tsx";
import { Naming } from "./naming.tsx";
import { closeQueue, openQueue, saveQueue } from "./open-queue.ts";
import { PromiseFields } from "./promise-fields.tsx";
import { QueueFacts } from "./queue-facts.tsx";
import { nameOfField } from "./queue-words.ts";
import { RoutingFields } from "./routing-fields.tsx";
import { fieldOf, isRouted, type Queue, type TypedQueue } from "./typed-queue.ts";

type Props = {
  readonly open: { readonly before: Queue | undefined; readonly typed: TypedQueue };
  /** The queue as the server has it; undefined: it has not. */
  readonly now: Queue | undefined;
  readonly queues: readonly Queue[];
  readonly readAgain: () => Promise<void>;
  readonly done: (words: string) => Promise<void>;
};

/** Writes one queue. What is refused stays as it was typed. desktop.md 8.3, 8.6 */
export function QueueForm({ open: { before, typed }, now, queues, readAgain, done }: Props) {
  const say = useSay();
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const [isBusy, setBusy] = useState(false);
  const locale = useLocale();
  const form = useRef<HTMLFormElement>(null);
  const save = async (): Promise<void> => {
    const { open } = openQueue.getState();
    if (open === undefined) return;
    setBusy(true);
    const saved = await saveQueue(open, now);
    setBusy(false);
    if (saved.ok) {
      closeQueue();
      await done(say("queue.saved", { name: typed.name.trim() }));
      return;
    }
    await readAgain();
    setProblems(wrongIn(saved, say("queue.stale"), say("notice.unknown")));
  };
  // Before it can be seen: the key may come at once.
  useLayoutEffect(() => {
    if (!isBusy) saving.current = save;
    return () => {
      saving.current = undefined;
    };
  });
  useEffect(() => form.current?.querySelector<HTMLElement>("input:enabled")?.focus(), []);
  return (
    <form
      ref={form}
      className="form card open-queue"
      aria-label={before === undefined ? say("queue.add") : before.name}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <h2>{before === undefined ? say("queue.add") : <bdi>{before.name}</bdi>}</h2>
      <Problems problems={problems} nameOf={(path) => nameOfField(say, locale, path)} />
      {before !== undefined && <Meanwhile before={before} now={now} />}
      <Naming typed={typed} before={before} problems={problems} />
      {isRouted(typed) && (
        <>
          <PromiseFields typed={typed} problems={problems} />
          <HoursFields typed={typed} problems={problems} />
          <RoutingFields typed={typed} problems={problems} queues={queues} />
        </>
      )}
      <div className="verbs">
        <Button type="submit" isMain isDisabled={isBusy} keys="^S">
          {say("dialog.save")}
        </Button>
        <Button onPress={closeQueue}>{say("skills.discard")}</Button>
      </div>
    </form>
  );
}

type NotSaved = Exclude<Awaited<ReturnType<typeof saveQueue>>, { readonly ok: true }>;

function wrongIn(refused: NotSaved, stale: string, unknown: string): readonly Problem[] {
  if (refused.kind !== "refused") return [{ path: "", words: unknown }];
  if (refused.version !== undefined) return [{ path: "", words: stale }];
  const wrong = problemsOf(refused).map(({ path, words }) => ({ path: fieldOf(path), words }));
  // Both ends of a span may be wrong in the same way.
  const said = wrong.map(({ path, words }) => `${path}: ${words}`);
  return wrong.filter((_, index) => said.indexOf(said[index] ?? "") === index);
}

/** Two texts compete: both are shown. desktop.md 2.1 */
function Meanwhile({ before, now }: { readonly before: Queue; readonly now: Queue | undefined }) {
  const say = useSay();
  if (now?.version === before.version) return null;
  return (
    <div role="alert" className="problems">
      <p>{say(now === undefined ? "queue.removedMeanwhile" : "queue.changedMeanwhile")}</p>
      {now !== undefined && <QueueFacts queue={now} />}
    </div>
  );
}
