import { useEffect, useState } from "react";

const pauseMs = 800;
const longestMs = 5_000;

/**
 * True once `is` holds and nobody has typed for a moment, or after five seconds: what opens in the middle of a word would take its end.
 * desktop.md 3.7
 */
export function usePause(is: boolean): boolean {
  const [isPaused, setPaused] = useState(false);
  useEffect(() => {
    if (!is) return undefined;
    const paused = (): void => setPaused(true);
    const longest = setTimeout(paused, longestMs);
    let soonest = setTimeout(paused, pauseMs);
    const typed = (): void => {
      clearTimeout(soonest);
      soonest = setTimeout(paused, pauseMs);
    };
    addEventListener("keydown", typed, true);
    return () => {
      removeEventListener("keydown", typed, true);
      clearTimeout(longest);
      clearTimeout(soonest);
      setPaused(false);
    };
  }, [is]);
  return is && isPaused;
}
