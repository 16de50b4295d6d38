import type { ThreadAnswer } from "@postroom/contract";
import { useEffect, useState } from "react";
import { desk, useDesk } from "./desk.ts";

/** Notes and readers of a thread, read again with each piece of news about it; undefined until they are there. desktop.md 13 */
export function useThread(threadId: string | undefined): ThreadAnswer | undefined {
  const news = useDesk((state) => (threadId === undefined ? 0 : state.news[threadId]));
  const [thread, setThread] = useState<ThreadAnswer>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: news is why it is read again.
  useEffect(() => {
    let isNewest = true;
    if (threadId === undefined) return setThread(undefined);
    void desk.api.get<ThreadAnswer>(`/api/postroom/v1/threads/${threadId}?limit=100`).then((read) => {
      if (isNewest) setThread(read.ok ? read.value : undefined);
    });
    return () => {
      isNewest = false;
    };
  }, [threadId, news]);
  return thread?.threadId === threadId ? thread : undefined;
}
