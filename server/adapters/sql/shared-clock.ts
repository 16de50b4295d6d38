import type { Pool } from "pg";
import type { Log } from "../../ports/log.ts";

/** A clock that can be set to what others agree on. */
export type Settable = {
  steady(): number;
  /** From now on steady time is this. */
  set(steady: number): void;
};

const shareMs = 3_000;
/** What was said longer ago was said by processes that are gone. */
const heardMs = 15_000;

/**
 * Brings this process's steady time together with that of all others on the database, and keeps it there: deadlines that one writes run out
 * in another, whose machine may have another wall clock and was booted at another time. Whoever comes takes the time of those who are there;
 * afterwards everybody follows the one that is furthest, so time never runs backwards. The database's clock only says how long ago
 * something was said, so that steps of it do no harm. Throws when the database cannot be asked at first. reliability.md 2.6, P10
 */
export async function shareClock(
  pool: Pool,
  clock: Settable,
  { log }: { readonly log: Log },
): Promise<{ stop(): void }> {
  let agreedAt: number | undefined;
  const agree = async (): Promise<void> => {
    const asked = performance.now();
    const mine = Math.floor(clock.steady());
    const agreed = await said(pool, mine, agreedAt === undefined ? undefined : asked - agreedAt);
    agreedAt = asked;
    const passedMs = Math.floor(clock.steady()) - mine;
    if (agreed !== mine) clock.set(agreed + passedMs);
  };
  await agree();
  const timer = setInterval(() => {
    agree().catch((cause: unknown) =>
      log.warn({ cause }, "the time could not be compared with that of other processes"),
    );
  }, shareMs);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}

/** What is agreed on now. `sinceMs`: how long ago this process agreed last; undefined when it never did. */
async function said(pool: Pool, mine: number, sinceMs: number | undefined): Promise<number> {
  // How old the row is nobody knows better than by the database's clock; it is never older than our own last look at it.
  const { rows } = await pool.query<{ steady: number }>(
    `INSERT INTO steady_clock AS known (steady, at) VALUES ($1, clock_timestamp())
     ON CONFLICT (one) DO UPDATE SET at = excluded.at, steady = CASE
       WHEN $2::bigint IS NOT NULL THEN greatest($1, known.steady + least($2, greatest(0, ${ageMs})))
       WHEN abs(${ageMs}) < ${heardMs} THEN known.steady + greatest(0, ${ageMs})
       ELSE greatest($1, known.steady) END
     RETURNING steady`,
    [mine, sinceMs === undefined ? null : Math.floor(sinceMs)],
  );
  return rows[0]?.steady ?? mine;
}

const ageMs = "(1000 * extract(epoch FROM excluded.at - known.at))::bigint";
