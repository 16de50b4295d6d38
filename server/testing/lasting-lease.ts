import type { Lease } from "../ports/lease.ts";

/** Of a process that never freezes. */
export const lastingLease: Lease = { hold: () => () => true };
