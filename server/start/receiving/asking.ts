import type { Say } from "./line.ts";
import type { FromThread, Question, Questions, ToThread } from "./said.ts";
import { heardError } from "./spoken-error.ts";

/** Asks the main thread. Throws what it threw. */
export type Ask = <Name extends keyof Questions>(
  question: Extract<Question, { readonly of: Name }>,
  moved?: ArrayBuffer,
) => Promise<Questions[Name]["answer"]>;

type Asked = { readonly resolve: (answer: never) => void; readonly reject: (error: Error) => void };

/** What a receiving thread asks, and how it hears the answers. */
export function createAsking(say: Say<FromThread>): {
  readonly ask: Ask;
  hear(answer: Extract<ToThread, { readonly id: number }>): void;
} {
  const waiting = new Map<number, Asked>();
  let last = 0;
  return {
    ask: (question, moved) =>
      new Promise((resolve, reject) => {
        const id = ++last;
        waiting.set(id, { resolve, reject });
        say({ kind: "asked", id, question }, moved);
      }),
    hear(answer) {
      const asked = waiting.get(answer.id);
      waiting.delete(answer.id);
      if (answer.kind === "failed") asked?.reject(heardError(answer.error));
      // Answers come to whoever asked, so they are what that question's are.
      else asked?.resolve(answer.answer as never);
    },
  };
}
