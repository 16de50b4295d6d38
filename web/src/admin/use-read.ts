import { useCallback, useEffect, useRef, useState } from "react";
import { desk } from "../desktop/desk.ts";
import { createTurns } from "../state/newest.ts";

/** What was read, and when by this device's clock. */
type Read<Body> = { readonly body: Body; readonly at: number };

type Reading<Body> = {
  readonly read: Read<Body> | undefined;
  readonly isReading: boolean;
  /** Why nothing can be read, in the server's words. */
  readonly problem: string | undefined;
  readonly readAgain: () => Promise<void>;
};

type How = {
  /** So often while somebody looks; absent: only when it is asked for. */
  readonly everyMs?: number;
  /** Where it is told that there is something new to read. */
  readonly topic?: string;
};

const lookMs = 2_000;
const watchMs = 20_000;

/** What a page shows, kept true while it is looked at. */
export function useRead<Body>(path: string, { everyMs, topic }: How = {}): Reading<Body> {
  const [read, setRead] = useState<Read<Body>>();
  const [isReading, setReading] = useState(true);
  const [problem, setProblem] = useState<string>();
  const turns = useRef(createTurns());
  const readAt = useRef(0);
  const readAgain = useCallback(async (): Promise<void> => {
    const isNewest = turns.current();
    readAt.current = desk.now();
    setReading(true);
    const answer = await desk.api.get<Body>(path);
    if (!isNewest()) return;
    setReading(false);
    setProblem(!answer.ok && answer.kind === "refused" ? answer.words : undefined);
    if (answer.ok) setRead({ body: answer.value, at: desk.now() });
  }, [path]);
  useEffect(() => void readAgain(), [readAgain]);
  useEffect(() => {
    let watchedAt = 0;
    const look = (): void => {
      if (document.hidden) return;
      if (everyMs !== undefined && desk.now() - readAt.current >= everyMs) void readAgain();
      if (topic === undefined || desk.now() - watchedAt < watchMs) return;
      watchedAt = desk.now();
      desk.watch(topic);
    };
    const deaf = desk.onWatched((news) => {
      if (news.messageType === "Admin" && news.topic === topic) void readAgain();
    });
    const timer = setInterval(look, lookMs);
    look();
    return () => {
      deaf();
      clearInterval(timer);
    };
  }, [readAgain, everyMs, topic]);
  return { read, isReading, problem, readAgain };
}
