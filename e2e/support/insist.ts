import { setTimeout as pause } from "node:timers/promises";
import type { Answer, Client } from "./http.ts";

const againMs = 100;

/** Posts under one `Idempotency-Key` until the answer says what happened (wire.md 1.4, 1.9); `lost` hears of each that did not, by status, 0 for a broken connection. */
export async function insist(
  client: Client,
  path: string,
  { key, body, lost }: { readonly key: string; readonly body: object; readonly lost: (status: number) => void },
): Promise<Answer> {
  for (;;) {
    const answer = await client.post(path, body, { "idempotency-key": key }).catch(() => undefined);
    if (answer !== undefined && isDefinite(answer)) return answer;
    lost(answer?.status ?? 0);
    await pause(againMs);
  }
}

/** Whether an answer says what happened: 429 and 503 say that nothing did, other 5xx that it is unknown, and a 409 with code 19 that it still goes on. */
function isDefinite({ status, body }: Answer): boolean {
  return status < 500 && status !== 429 && !(status === 409 && body["statusCode"] === 19);
}
