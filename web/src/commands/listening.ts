import { type Doing, type Layer, obstacleOf } from "./command.ts";
import { nameOf, type Sequence, step } from "./keys.ts";
import { bindingsOf, registry } from "./registry.ts";

type Options = {
  readonly doing: () => Doing;
  readonly own: () => Readonly<Record<string, readonly string[]>>;
  readonly isMac: boolean;
  readonly now: () => number;
};

/** Turns key presses into commands. Single keys work outside text fields only; inside them chords and function keys do. desktop.md 2 rule 1 */
export function createListening({ doing, own, isMac, now }: Options): (event: KeyboardEvent) => void {
  let sequence: Sequence | undefined;
  return (event) => {
    const name = event.defaultPrevented ? undefined : nameOf(event, isMac);
    if (name === undefined) return;
    const before = sequence;
    sequence = undefined;
    // A key that is held down moves through the list; it does nothing else twice.
    if (event.repeat && name !== "j" && name !== "k") return;
    const steps = layersAt(event.target).map((layer) => step(name, bindingsOf(layer, own()), before, now()));
    const present = doing();
    const isDone = steps.some((next) => {
      if (next.kind === "wait") sequence = next.sequence;
      return next.kind === "wait" || (next.kind === "command" && runs(next.id, present));
    });
    if (isDone && sequence === undefined) event.preventDefault();
  };
}

/** False when it cannot be done now: then a wider layer may know the key. */
function runs(id: string, doing: Doing): boolean {
  const command = registry.find((one) => one.id === id);
  if (command === undefined || obstacleOf(command, doing) !== undefined) return false;
  void command.runs(doing);
  return true;
}

function layersAt(target: EventTarget | null): readonly Layer[] {
  const element = target instanceof HTMLElement ? target : undefined;
  if (element?.closest('[role="dialog"]')) return ["anywhere"];
  const isText =
    element?.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true]") != null;
  const isComposer = element?.closest("[data-layer=composer]") != null;
  if (isComposer) return isText ? ["composer", "anywhere"] : ["composer", "page", "anywhere"];
  return isText ? ["anywhere"] : ["page", "anywhere"];
}
