import { setTimeout as pause } from "node:timers/promises";
import type { Answer, Client } from "./http.ts";

const againMs = 100;

type Insisting = {
  readonly key: string;
  readonly body: object;
  /** Hears of each answer that does not say what happened, by status; 0 for a broken connection, whose system's error code is `code`. */
  readonly lost: (status: number, code: string) => void;
};

/** Posts under one `Idempotency-Key` until the answer says what happened (wire.md 1.4, 1.9). */
export async function insist(client: Client, path: string, { key, body, lost }: Insisting): Promise<Answer> {
  for (;;) {
    const answer = await client.post(path, body, { "idempotency-key": key }).catch((error: unknown) => codeOf(error));
    if (typeof answer === "string") lost(0, answer);
    else if (isDefinite(answer)) return answer;
    else lost(answer.status, "");
    await pause(againMs);
  }
}

/** What `fetch` hangs on its errors. */
function codeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && "code" in cause ? String(cause.code) : String(error);
}

/** Whether an answer says what happened: 429 and 503 say that nothing did, other 5xx that it is unknown, and a 409 with code 19 that it still goes on. */
function isDefinite({ status, body }: Answer): boolean {
  return status < 500 && status !== 429 && !(status === 409 && body["statusCode"] === 19);
}
