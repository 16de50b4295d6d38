import type { TestContext } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import type { Answer, Client } from "./http.ts";

/** Who looks at the list again and again, several times at once, and keeps all answers. */
export type Probe = { stop(): Promise<readonly Answer[]> };

/** Asks until it is stopped or the test ends. */
export function startProbe(t: TestContext, client: Client): Probe {
  const answers: Answer[] = [];
  let isOver = false;
  t.after(() => {
    isOver = true;
  });
  const ask = async (): Promise<void> => {
    while (!isOver) {
      answers.push(await client.get("/interactions?fields=id&limit=1"));
      await pause(100);
    }
  };
  const asking = Promise.all([ask(), ask(), ask()]);
  return {
    async stop() {
      isOver = true;
      await asking;
      return answers;
    },
  };
}
