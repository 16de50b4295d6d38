/** ISO 8601 UTC with milliseconds: every time on the wire but one. `at` in milliseconds since 1970; wire.md 1.8 */
// biome-ignore lint/style/noRestrictedGlobals: writes a moment that is given; it asks no clock.
export const isoTime = (at: number): string => new Date(at).toISOString();

/** Dialect B's `receivedDate`: `2026-11-23 10:18:00.000+0000`. */
export const receivedDate = (at: number): string => isoTime(at).replace("T", " ").replace("Z", "+0000");
