import { setTimeout as pause } from "node:timers/promises";
import { inspect } from "node:util";

/** Reads again and again what nobody announces, until it suits; rejects after `withinMs` with what was read last. */
export async function eventually<T>(
  read: () => Promise<T>,
  suits: (value: T) => boolean,
  withinMs = 10_000,
): Promise<T> {
  const endsAt = performance.now() + withinMs;
  for (;;) {
    const value = await read();
    if (suits(value)) return value;
    if (performance.now() > endsAt) throw new Error(`nothing that suits within ${withinMs} ms, last ${inspect(value)}`);
    await pause(25);
  }
}
