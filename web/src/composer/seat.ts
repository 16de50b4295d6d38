/** Where a draft is being written, as this tab knows it. */
export type Seat = "asking" | "here" | "elsewhere" | "taken";

/** A place at a draft, of which there is one among the tabs of a browser. */
export type Sitting = {
  /** Asks whoever has it to give it up; who does not answer loses it. */
  readonly take: () => void;
  /** What was written here is kept: whoever asked may have it. */
  readonly rise: () => void;
  readonly leave: () => void;
};

const questionAfterMs = 300;
const patienceMs = 3_000;
const wish = "give";

/**
 * Sits down at a draft, or says that another tab does: it is taken over only after a question. "taken": the other tab got no answer from here
 * and writes already. Where the browser has no locks, tabs do not know of each other, and the draft's version decides. desktop.md 5.3
 */
export function takeSeat(draftId: string, changed: (seat: Seat) => void): Sitting {
  if (!("locks" in navigator)) {
    changed("here");
    return { take: () => undefined, rise: () => undefined, leave: () => undefined };
  }
  const name = `postroom-draft-${draftId}`;
  const radio = new BroadcastChannel(name);
  let queued = new AbortController();
  let rise: (() => void) | undefined;
  let isGone = false;
  // Whoever comes back to a draft in the same tab finds it free in a moment.
  const question = setTimeout(() => changed("elsewhere"), questionAfterMs);
  const sit = (): Promise<void> => {
    clearTimeout(question);
    if (isGone) return Promise.resolve();
    changed("here");
    return new Promise((resolve) => {
      rise = resolve;
    });
  };
  const wait = (options: LockOptions): Promise<void> =>
    navigator.locks.request(name, options, sit).then(
      () => queue(),
      () => {
        // Lost to somebody who had waited long enough; or the waiting was over before its turn.
        if (rise === undefined) return;
        changed("taken");
        queue();
      },
    );
  const queue = (): void => {
    rise = undefined;
    queued = new AbortController();
    if (!isGone) void wait({ signal: queued.signal });
  };
  radio.onmessage = ({ data }) => {
    if (data === wish && rise !== undefined) changed("elsewhere");
  };
  queue();
  return {
    take: () => {
      radio.postMessage(wish);
      setTimeout(() => {
        if (rise !== undefined || isGone) return;
        queued.abort();
        void wait({ steal: true });
      }, patienceMs);
    },
    rise: () => rise?.(),
    leave: () => {
      isGone = true;
      clearTimeout(question);
      queued.abort();
      rise?.();
      radio.close();
    },
  };
}
