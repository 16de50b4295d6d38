import { runDue } from "../loops/clock.ts";
import { createLoop, type Loop, type LoopOptions } from "../loops/loop.ts";
import { type Authentication, readSome } from "../loops/reader.ts";
import { routeOnce } from "../loops/router.ts";
import { sweeping, sweepOnce } from "../loops/sweeper.ts";
import type { Performing } from "../operations/perform.ts";
import type { MessageReader } from "../ports/mail.ts";

type Options = {
  readonly performing: Performing;
  readonly reader: MessageReader;
  readonly authentication: Authentication;
  readonly loop: Omit<LoopOptions, "name" | "intervalMs" | "tick">;
};

/** How often each looks by itself; wake-ups make it sooner (architecture.md 7). */
const intervalsMs = { router: 1_000, clock: 250, reader: 1_000, sweeper: 60_000 } as const;

/** The loops that need nothing but the database and the reader: routing, deadlines, reading, housekeeping. */
export function createLoops({ performing, reader, authentication, loop }: Options): readonly Loop[] {
  const make = (name: keyof typeof intervalsMs, tick: () => Promise<boolean>): Loop =>
    createLoop({ ...loop, name, intervalMs: intervalsMs[name], tick });
  const state = sweeping();
  return [
    make("router", () => routeOnce(performing)),
    make("clock", () => runDue(performing)),
    make("reader", () => readSome(performing, reader, loop.wake, authentication)),
    make("sweeper", () => sweepOnce(performing, state)),
  ];
}
