/** A key as far as it matters whether it waits. */
type Key = { readonly key: string };

/** Longer than that nobody means what was typed before. */
const patienceMs = 5_000;

type World<Pressed> = {
  readonly now: () => number;
  readonly replay: (pressed: Pressed) => void;
};

/**
 * Keys for what the last command opens and that is not there yet: a reply that is being made, a mail that is being accepted. They wait and are
 * pressed again when it is there: on the way they would be commands for what is open still, and `he` of a greeting would put the mail off and end it.
 */
export function createTypedAhead<Pressed extends Key>({ now, replay }: World<Pressed>) {
  let waiting: Pressed[] | undefined;
  let until = 0;
  return {
    /** From now on keys wait for it. False: it did not open, and nobody is to get them. */
    waitFor(opening: Promise<boolean>): void {
      const mine = waiting ?? [];
      waiting = mine;
      until = now() + patienceMs;
      const end = (isOpen: boolean): void => {
        if (waiting !== mine) return;
        waiting = undefined;
        if (isOpen) for (const pressed of mine) replay(pressed);
      };
      opening.then(end, (problem) => {
        end(false);
        throw problem;
      });
    },
    /** Whether the key waits; Escape, and a key after too long a time, ends the waiting for all. */
    takes(pressed: Pressed): boolean {
      if (waiting === undefined) return false;
      if (pressed.key === "Escape" || now() >= until) waiting = undefined;
      else if (pressed.key === "Backspace") waiting.pop();
      else if (pressed.key.length === 1 || pressed.key === "Enter") waiting.push(pressed);
      else return false;
      return waiting !== undefined;
    },
  };
}
