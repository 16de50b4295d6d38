import type { Pool } from "pg";
import type { Lease } from "../../ports/lease.ts";

export type TakenLease = Lease & {
  /** Gives it back: what this process has claimed is anybody's at once. */
  stop(): Promise<void>;
};

type Options = {
  /** Nobody else serves from this database. */
  readonly onlyProcess: boolean;
  readonly leaseMs?: number;
  readonly renewMs?: number;
};

/**
 * Takes a lease of 12 s for `id` and renews it every 3 s; `onlyProcess`: leases of all others (our dead predecessor's) end at once. For others
 * it goes by the database's clock; for us by our own monotonic one, from before the database heard of it. reliability.md 2.7
 */
export async function takeLease(pool: Pool, id: string, options: Options): Promise<TakenLease> {
  const { leaseMs = 12_000, renewMs = 3_000 } = options;
  if (options.onlyProcess) await pool.query("DELETE FROM processes");
  let heldUntil = Number.NEGATIVE_INFINITY;
  let term = 0;
  const renew = async (): Promise<void> => {
    const asked = performance.now();
    await pool.query(
      `WITH gone AS (DELETE FROM processes WHERE alive_until < clock_timestamp() - interval '1 hour' AND id <> $1)
       INSERT INTO processes VALUES ($1, clock_timestamp() + $2 * interval '1 millisecond')
       ON CONFLICT (id) DO UPDATE SET alive_until = excluded.alive_until`,
      [id, leaseMs],
    );
    // It had run out before the database heard of us again.
    if (performance.now() >= heldUntil) term += 1;
    heldUntil = asked + leaseMs;
  };
  await renew();
  // A renewal that fails is tried again at the next turn; `hold` tells the truth meanwhile.
  const timer = setInterval(() => void renew().catch(() => undefined), renewMs);
  timer.unref();
  return {
    hold() {
      const held = term;
      return (marginMs) => term === held && performance.now() + marginMs < heldUntil;
    },
    async stop() {
      clearInterval(timer);
      await pool.query("DELETE FROM processes WHERE id = $1", [id]).catch(() => undefined);
    },
  };
}
