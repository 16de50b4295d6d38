import type { Consideration } from "../../domain/routing/consideration.ts";

/** Whom a decision weighed: those who fitted in their order, and those who did not. `at`: steady time against which idle times count. desktop.md 7 */
export const consideredShape = (
  { candidates, excluded, at }: Consideration & { readonly at: number },
  name: (id: string) => string,
) => ({
  candidates: candidates.map(({ user, isLast, held, capacity, idleSince }, index) => ({
    userId: user,
    name: name(user),
    score: index + 1,
    parts: { isLastAgent: isLast, held, capacity, idleSeconds: Math.max(0, Math.floor((at - idleSince) / 1_000)) },
  })),
  excluded: excluded.map(({ user, reason }) => ({ userId: user, name: name(user), reason })),
});
