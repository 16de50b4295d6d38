import { isoTime } from "../../domain/iso-time.ts";

/** Every time on the wire but one. */
export { isoTime };

/** Dialect B's `receivedDate`: `2026-11-23 10:18:00.000+0000`. */
export const receivedDate = (at: number): string => isoTime(at).replace("T", " ").replace("Z", "+0000");
