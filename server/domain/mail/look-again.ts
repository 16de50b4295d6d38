/** How long attachments that the scanner could not judge wait for the next look. */
export type LookAgain = { readonly firstMs: number; readonly maxMs: number };

/**
 * How long to wait for the next look: briefly while the scanner is away, for that says nothing of the attachment; else twice as long each
 * time, so that one which it cannot judge keeps it busy ever more seldom. Never given up. mail.md 4.1 step 5
 */
export const nextLookMs = (
  { tries, isAway }: { readonly tries: number; readonly isAway: boolean },
  { firstMs, maxMs }: LookAgain,
): number => Math.min(isAway ? firstMs : firstMs * 2 ** tries, maxMs);
