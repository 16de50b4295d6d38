import type { OpenComposer } from "../commands/command.ts";

/** The composer that is mounted, if any. */
export const composing: { current: OpenComposer | undefined } = { current: undefined };

const waiting = new Set<() => void>();

/** Said by a composer whose text is there. */
export function tellReady(): void {
  for (const look of waiting) look();
}

type Verdict = "now" | "later" | "never";

const patienceMs = 5_000;

/** The composer at the moment when it suits, looked at with each change and whenever one is ready; undefined when that cannot be any more. */
export const composerOnce = (
  suits: (open: OpenComposer | undefined) => Verdict,
  onChange: (look: () => void) => () => void,
): Promise<OpenComposer | undefined> =>
  new Promise((resolve) => {
    let isOver = false;
    const end = (open: OpenComposer | undefined): void => {
      isOver = true;
      waiting.delete(look);
      stop?.();
      clearTimeout(timer);
      resolve(open);
    };
    const look = (): void => {
      const verdict = isOver ? "later" : suits(composing.current);
      if (verdict !== "later") end(verdict === "now" ? composing.current : undefined);
    };
    const timer = setTimeout(() => end(undefined), patienceMs);
    let stop: (() => void) | undefined;
    waiting.add(look);
    look();
    if (!isOver) stop = onChange(look);
  });
