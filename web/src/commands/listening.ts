import { type Command, type Doing, type Layer, obstacleOf } from "./command.ts";
import { nameOf, type Sequence, step } from "./keys.ts";
import { bindingsOf, commandsWith } from "./registry.ts";

type Options = {
  readonly doing: () => Doing;
  readonly own: () => Readonly<Record<string, readonly string[]>>;
  readonly isMac: boolean;
  readonly now: () => number;
  /** Keeps a key that is for what is not there yet. */
  readonly waits: (event: KeyboardEvent) => boolean;
  readonly run: (command: Command, doing: Doing, key: string) => unknown;
};

/** Turns key presses into commands. Single keys work outside text fields only; inside them chords and function keys do. desktop.md 2 rule 1 */
export function createListening({ doing, own, isMac, now, waits, run }: Options): (event: KeyboardEvent) => void {
  let sequence: Sequence | undefined;
  return (event) => {
    const name = event.defaultPrevented ? undefined : nameOf(event, isMac);
    if (name === undefined) return;
    const before = sequence;
    sequence = undefined;
    // A key that is held down moves through the list; it does nothing else twice.
    if (event.repeat && !held.has(name)) return;
    const layers = layersAt(event.target);
    if (layers.includes("page") && !name.startsWith("^") && waits(event)) return event.preventDefault();
    const present = doing();
    const commands = commandsWith(present.state.macros.macros);
    const steps = layers.map((layer) => step(name, bindingsOf(layer, own(), commands), before, now()));
    const isDone = steps.some((next) => {
      if (next.kind === "wait") sequence = next.sequence;
      return next.kind === "wait" || (next.kind === "command" && runs(next.id, present, { name, event, run }));
    });
    if (isDone && sequence === undefined) event.preventDefault();
  };
}

const held: ReadonlySet<string> = new Set(["j", "k", "Shift+ArrowDown", "Shift+ArrowUp"]);

type Key = { readonly name: string; readonly event: KeyboardEvent } & Pick<Options, "run">;

/** False when it cannot be done now: then a wider layer may know the key. */
function runs(id: string, doing: Doing, key: Key): boolean {
  const command = commandsWith(doing.state.macros.macros).find((one) => one.id === id);
  if (command === undefined || obstacleOf(command, doing) !== undefined) return false;
  // A mail must not be able to make somebody send or end something: the key is to be pressed again, outside. desktop.md 4.4
  const isFramed = key.event.target instanceof HTMLIFrameElement;
  if (isFramed && !command.fromFrame) {
    doing.focus("conversation");
    doing.desk.tell({ key: "notice.pressAgain", values: { key: key.name } });
  } else {
    // From inside a mail the keys that follow would come in its name.
    if (isFramed && command.opens === true) doing.focus("conversation");
    key.run(command, doing, key.event.key);
  }
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
