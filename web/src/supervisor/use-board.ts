import { useEffect, useRef, useState } from "react";
import { desk } from "../desktop/desk.ts";
import { type Board, boardAfter, topicOf } from "../state/board.ts";

/** The room as it was told last, and when that was by this device's clock. */
export type Shown = { readonly board: Board; readonly at: number };

type Looking = {
  readonly shown: Shown | undefined;
  /** Why nothing can be read, in the server's words. */
  readonly problem: string | undefined;
  readonly readAgain: () => Promise<void>;
};

const lookMs = 2_000;
const silentMs = 5_000;
const watchMs = 20_000;

/**
 * The room, read once and then lived on what is told of it: at least every three seconds. When nothing is told for longer, because the push
 * connection is away or another tab leads now, it is read again. `readAgain` after a change of one's own.
 */
export function useBoard(group: string): Looking {
  const [shown, setShown] = useState<Shown>();
  const [problem, setProblem] = useState<string>();
  const reading = useRef<() => Promise<void>>(async () => undefined);
  useEffect(() => {
    let isOver = false;
    let topic: string | undefined;
    let heardAt = 0;
    let watchedAt = 0;
    const read = async (): Promise<void> => {
      const query = group === "" ? "" : `?group=${encodeURIComponent(group)}`;
      const answer = await desk.api.get<Board>(`/api/postroom/v1/wallboard${query}`);
      if (isOver) return;
      setProblem(!answer.ok && answer.kind === "refused" ? answer.words : undefined);
      if (!answer.ok) return;
      topic = topicOf(answer.value);
      heardAt = Date.now();
      const read = { board: answer.value, at: desk.now() };
      setShown((before) => (before !== undefined && isNewer(before.board, read.board) ? before : read));
    };
    const look = async (): Promise<void> => {
      const now = Date.now();
      if (document.hidden) return;
      const isSilent = now - heardAt > silentMs;
      if (isSilent) await read();
      if (topic !== undefined && (isSilent || now - watchedAt > watchMs)) {
        watchedAt = now;
        desk.watch(topic);
      }
    };
    reading.current = read;
    const deaf = desk.onWatched((news) => {
      if (news.messageType !== "Wallboard" || news.topic !== topic) return;
      heardAt = Date.now();
      setShown((before) => before && { board: boardAfter(before.board, news), at: desk.now() });
    });
    const timer = setInterval(() => void look(), lookMs);
    void look();
    return () => {
      isOver = true;
      deaf();
      clearInterval(timer);
    };
  }, [group]);
  return { shown, problem, readAgain: () => reading.current() };
}

/** What was told while it was read may be newer than what was read. */
const isNewer = (one: Board, other: Board): boolean => topicOf(one) === topicOf(other) && one.asOf > other.asOf;
