import type { Finding } from "../../ports/examiner.ts";

export const ok = (area: string, text: string): Finding => ({ area, level: "ok", text });
export const warn = (area: string, text: string): Finding => ({ area, level: "warn", text });
export const fail = (area: string, text: string): Finding => ({ area, level: "fail", text });

/** A fault in words of one line. */
export const wordsOf = (error: unknown): string =>
  (error instanceof Error ? error.message || error.name : String(error)).replace(/\s+/g, " ").slice(0, 500);

const dayMs = 86_400_000;
/** Certificates of a quarter are renewed a month before their end; so late something is stuck. */
const soonMs = 14 * dayMs;

/** A certificate by its end. */
export function certificateFinding(area: string, endsAt: number, now: number): Finding {
  const day = new Date(endsAt).toISOString().slice(0, 10);
  if (endsAt <= now) return fail(area, `the certificate ended on ${day}`);
  return endsAt - now < soonMs
    ? warn(area, `the certificate ends on ${day}`)
    : ok(area, `the certificate holds until ${day}`);
}
