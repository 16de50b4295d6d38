import { useState } from "react";
import { useSay, verbs } from "../desktop/desk.ts";
import { movedMax } from "../state/moving.ts";
import { Button } from "../ui/button.tsx";
import { For } from "./for.tsx";
import type { QueueRow } from "./trouble.ts";

type Props = { readonly count: number; readonly queue: string; readonly queues: readonly QueueRow[] };

/** Gives the oldest that wait in a queue to another one, where somebody may be ready. desktop.md 7 */
export function Move({ count, queue, queues }: Props) {
  const say = useSay();
  const [isOpen, setOpen] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [chosen, setChosen] = useState("");
  const others = queues.filter(({ name }) => name !== queue).sort((one, other) => other.ready - one.ready);
  const waiting = queues.find(({ name }) => name === queue)?.waiting ?? 0;
  // Who becomes ready meanwhile moves up in the list: what is shown as chosen stays so.
  const to = others.find(({ name }) => name === chosen)?.name ?? others[0]?.name ?? "";
  const most = Math.min(count, waiting, movedMax);
  if (most === 0 || others.length === 0) return null;
  if (!isOpen) {
    return (
      <Button
        onPress={() => {
          setChosen(to);
          setOpen(true);
        }}
      >
        {say("move.ask", { count: most })}
        <For name={queue} />
      </Button>
    );
  }
  return (
    <form
      className="asked move"
      onSubmit={(event) => {
        event.preventDefault();
        setBusy(true);
        void verbs.moveWaiting(queue, to, most).then((isDone) => {
          setBusy(false);
          setOpen(!isDone);
        });
      }}
      onKeyDown={({ key }) => {
        if (key === "Escape") setOpen(false);
      }}
    >
      <label>
        {say("move.to", { count: most, queue })}{" "}
        <select
          name="to"
          value={to}
          onChange={({ target }) => setChosen(target.value)}
          // biome-ignore lint/a11y/noAutofocus: it takes the place of the button that was pressed to get it.
          autoFocus
        >
          {others.map(({ id, name, ready }) => (
            <option key={id} value={name}>
              {say("move.target", { name, count: ready })}
            </option>
          ))}
        </select>
      </label>
      <div className="verbs">
        <Button type="submit" isMain isDisabled={isBusy}>
          {say("move.verb")}
        </Button>
        <Button onPress={() => setOpen(false)}>{say("agents.cancel")}</Button>
      </div>
    </form>
  );
}
