import { ListenRefused } from "../adapters/http/listen.ts";
import { StartRefused } from "../start-refused.ts";

/** Where it listens. A port that cannot be had is a refusal of the start, in one line that begins with `what`. */
export async function listen<T>(start: () => Promise<T>, what = "--http"): Promise<T> {
  try {
    return await start();
  } catch (error) {
    throw refusalOf(error, what);
  }
}

function refusalOf(cause: unknown, what: string): StartRefused {
  const because = cause instanceof ListenRefused || cause instanceof Error ? cause.message : String(cause);
  return new StartRefused([`${what}: ${because}`], 2, { cause });
}
