import { useEffect, useState } from "react";
import type { Board } from "../state/board.ts";
import type { Shown } from "./use-board.ts";

const everyMs = 2_000;

/**
 * What a screen shows by the token behind the `#` of its address. It asks every two seconds, so that it comes back by itself from whatever
 * happens and learns at once that its link was taken back: then it shows nothing any more. desktop.md 7
 */
export function useScreen(token: string): {
  readonly shown: Shown | undefined;
  readonly offset: number;
  readonly isGone: boolean;
} {
  const [shown, setShown] = useState<Shown>();
  const [offset, setOffset] = useState(0);
  const [isGone, setGone] = useState(false);
  useEffect(() => {
    let isOver = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async (): Promise<void> => {
      const read = await boardBy(token);
      if (isOver) return;
      if (read === "gone") {
        setShown(undefined);
        setGone(true);
      } else if (read !== undefined) {
        setGone(false);
        setShown({ board: read, at: Date.now() });
        setOffset(Date.parse(read.asOf) - Date.now());
      }
      timer = setTimeout(() => void look(), everyMs);
    };
    void look();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [token]);
  return { shown, offset, isGone };
}

/** Undefined when the server does not answer. */
async function boardBy(token: string): Promise<Board | "gone" | undefined> {
  try {
    const answer = await fetch("/api/postroom/v1/wallboard", {
      headers: { Authorization: `Bearer ${token}`, "X-Requested-With": "XMLHttpRequest" },
      credentials: "omit",
    });
    if (answer.status === 401) return "gone";
    return answer.ok ? await answer.json() : undefined;
  } catch {
    return undefined;
  }
}
