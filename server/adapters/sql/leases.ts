import type { Pool } from "pg";

/** This process's lease: its claims live as long as it does (reliability.md 2.7). */
export type Lease = {
  /** Whether it still has at least `marginMs` by the local monotonic clock. */
  holds(marginMs: number): boolean;
  stop(): Promise<void>;
};

const leaseMs = 12_000;
const renewMs = 3_000;

/** Takes a lease for `id` and renews it every 3 s; `onlyProcess`: leases of all others (our dead predecessor's) end at once. */
export async function takeLease(pool: Pool, id: string, options: { readonly onlyProcess: boolean }): Promise<Lease> {
  if (options.onlyProcess) await pool.query("DELETE FROM processes");
  let heldUntil = 0;
  const renew = async (): Promise<void> => {
    const asked = performance.now();
    await pool.query(
      `INSERT INTO processes VALUES ($1, clock_timestamp() + $2 * interval '1 millisecond')
       ON CONFLICT (id) DO UPDATE SET alive_until = excluded.alive_until`,
      [id, leaseMs],
    );
    heldUntil = asked + leaseMs;
  };
  await renew();
  // A renewal that fails is tried again at the next turn; `holds` tells the truth meanwhile.
  const timer = setInterval(() => void renew().catch(() => undefined), renewMs);
  timer.unref();
  return {
    holds: (marginMs) => performance.now() + marginMs < heldUntil,
    async stop() {
      clearInterval(timer);
      await pool.query("DELETE FROM processes WHERE id = $1", [id]).catch(() => undefined);
    },
  };
}
