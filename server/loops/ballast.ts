import { ballastBytes, ballastStep } from "../domain/mail/free-space.ts";
import type { Ballast } from "../ports/ballast.ts";
import type { Clock } from "../ports/clock.ts";
import type { Files } from "../ports/files.ts";
import type { Log } from "../ports/log.ts";
import type { Metrics } from "../ports/metrics.ts";

type Options = {
  readonly ballast: Ballast;
  readonly files: Files;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Free bytes below which nothing large is taken in. */
  readonly floor: number;
};

/** There must be room for so long before ballast is made: whoever frees a full disk frees it in steps. */
const roomForMs = 60_000;

/**
 * Gives the ballast up where the disk is full, so that what agents and deliveries do can still be written, and makes it again when there has
 * been room for a minute. Value: a tick of the loop. reliability.md 2.8
 */
export function holdingBallast({ ballast, files, clock, log, metrics, floor }: Options): () => Promise<boolean> {
  let roomSince: number | undefined;
  return async () => {
    const [free, hasBallast] = [await files.free(), await ballast.exists()];
    metrics.gauge("postroom_disk_free_bytes", free);
    metrics.gauge("postroom_disk_ballast_bytes", hasBallast ? ballastBytes : 0);
    const step = ballastStep({ free, floor, hasBallast });
    if (step !== "make") roomSince = undefined;
    else roomSince ??= clock.steady();
    if (step === "drop") {
      await ballast.drop();
      log.error({ alarm: "disk-full" }, "the disk is full: its ballast is given up; free space now");
    }
    if (roomSince !== undefined && clock.steady() - roomSince >= roomForMs) await ballast.make();
    return false;
  };
}
