/** ISO 8601 UTC with milliseconds. `at` in milliseconds since 1970; wire.md 1.8 */
// biome-ignore lint/style/noRestrictedGlobals: writes a moment that is given; it asks no clock.
export const isoTime = (at: number): string => new Date(at).toISOString();

/** The UTC day of a moment, `2026-11-28`. */
export const utcDay = (at: number): string => isoTime(at).slice(0, 10);
