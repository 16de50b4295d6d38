import type { ConfigResponsesAnswer } from "@postroom/contract";
import { useCallback, useEffect, useRef, useState } from "react";
import { desk } from "../../desktop/desk.ts";
import { createTurns } from "../../state/newest.ts";
import type { Response } from "./groups.ts";

const path = "/api/postroom/v1/config/responses";
/** So many pages at most: five thousand texts. */
const pagesMax = 25;

type Found = {
  readonly responses: readonly Response[];
  /** There are more than are shown. */
  readonly isCut: boolean;
};

/** Everything, page by page; what was refused, in the server's words. */
async function readAll(): Promise<Found | { readonly problem: string | undefined }> {
  const responses: Response[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < pagesMax; page++) {
    const query = cursor === undefined ? "" : `?cursor=${encodeURIComponent(cursor)}`;
    const answer = await desk.api.get<ConfigResponsesAnswer>(path + query);
    if (!answer.ok) return { problem: answer.kind === "refused" ? answer.words : undefined };
    responses.push(...answer.value.responses);
    cursor = answer.value.nextCursor;
    if (cursor === undefined) break;
  }
  return { responses, isCut: cursor !== undefined };
}

/** All standard responses. */
export function useResponses() {
  const [found, setFound] = useState<Found>();
  const [problem, setProblem] = useState<string>();
  const turns = useRef(createTurns());
  const readAgain = useCallback(async (): Promise<void> => {
    const isNewest = turns.current();
    const read = await readAll();
    if (!isNewest()) return;
    setProblem("problem" in read ? read.problem : undefined);
    if ("responses" in read) setFound(read);
  }, []);
  useEffect(() => void readAgain(), [readAgain]);
  return { found, problem, readAgain };
}
