/** A key as far as it matters whether it waits. */
type Key = { readonly key: string };

/** Longer than that nobody means what was typed before. */
const patienceMs = 5_000;
/** Who presses the same key again as fast as that means the same once. */
const sameWishMs = 500;

type World<Pressed> = {
  readonly now: () => number;
  readonly replay: (pressed: Pressed) => void;
};

type Waiting<Pressed> = { readonly keys: { readonly pressed: Pressed; readonly at: number }[]; until: number };

/** The key that opens something, and when it was pressed last. */
type Opener = { readonly key: string; at: number };

/**
 * Keys for what the last command opens and that is not there yet: a reply that is being made, a mail that is being accepted. They wait and are
 * pressed again when it is there: on the way they would be commands for what is open still, and `he` of a greeting would put the mail off and end it.
 */
export function createTypedAhead<Pressed extends Key>({ now, replay }: World<Pressed>) {
  let waiting: Waiting<Pressed> | undefined;
  let opener: Opener | undefined;
  // A key that waited was pressed earlier than it is replayed.
  let replayed: number | undefined;
  const pressedAt = (): number => replayed ?? now();
  const replayAll = ({ keys }: Waiting<Pressed>): void => {
    for (const { pressed, at } of keys) {
      replayed = at;
      replay(pressed);
    }
    replayed = undefined;
  };
  /** The opening key once more, with nothing behind it. */
  const isSameWish = ({ key }: Pressed, { keys }: Waiting<Pressed>): boolean => {
    if (opener?.key !== key || keys.length > 0 || pressedAt() - opener.at > sameWishMs) return false;
    opener.at = pressedAt();
    return true;
  };
  return {
    /** From now on keys wait for it, which this key opens, if it was a key. False: it did not open, and nobody is to get them. */
    waitFor(opening: Promise<boolean>, key?: string): void {
      const mine = waiting ?? { keys: [], until: 0 };
      waiting = mine;
      mine.until = now() + patienceMs;
      opener = key === undefined ? undefined : { key, at: pressedAt() };
      const end = (isOpen: boolean): void => {
        if (waiting !== mine) return;
        waiting = undefined;
        if (isOpen) replayAll(mine);
      };
      opening.then(end, (problem) => {
        end(false);
        throw problem;
      });
    },
    /** Whether the key waits; Escape, and a key after too long a time, ends the waiting for all. */
    takes(pressed: Pressed): boolean {
      if (waiting === undefined) return false;
      if (pressed.key === "Escape" || now() >= waiting.until) waiting = undefined;
      else if (pressed.key === "Backspace") waiting.keys.pop();
      else if (isSameWish(pressed, waiting)) return true;
      else if (pressed.key.length === 1 || pressed.key === "Enter") waiting.keys.push({ pressed, at: pressedAt() });
      else return false;
      return waiting !== undefined;
    },
  };
}
