import type { GuardKind, GuardLevel, GuardLevels, GuardWarning } from "./recipient-guard.ts";

/** How strict a queue is: in all, or kind by kind. */
export type GuardRule = GuardLevel | "off" | GuardLevels;

/** Of several queues the strictest that says something of a kind; what none speaks of warns (mail.md 9). */
export function levelsOf(rules: readonly (GuardRule | undefined)[]): GuardLevels {
  const said = rules.filter((rule) => rule !== undefined);
  return Object.fromEntries(
    guardKinds.flatMap((kind) => {
      const levels = said.map((rule) => (typeof rule === "string" ? rule : rule[kind]));
      const strictest = strictness.find((level) => levels.includes(level));
      return strictest === undefined ? [] : [[kind, strictest]];
    }),
  );
}

const strictness = ["block", "warn", "off"] as const;

/** Every kind once; the type holds that none is missing. */
const kinds: Readonly<Record<GuardKind, true>> = {
  ...{ newToThread: true, customerSeesCustomer: true, noteTextInBody: true, caseOfSomebodyElse: true },
  ...{ addressBounced: true, onlyColleagues: true, noReplyAddress: true, replyToOtherDomain: true },
  ...{ listMunging: true, senderNotVerified: true, attachmentForgotten: true },
};

export const isGuardKind = (name: string): name is GuardKind => Object.hasOwn(kinds, name);
const guardKinds: readonly GuardKind[] = Object.keys(kinds).filter(isGuardKind);

/** For the history: what was warned of, and what the agent had seen before. Undefined: nothing. */
export function guardNote(warnings: readonly GuardWarning[], confirmed: readonly GuardKind[]): string | undefined {
  if (warnings.length === 0) return undefined;
  const words = warnings.map(
    ({ kind, address }) =>
      `${kind}${address === undefined ? "" : ` ${address}`}${confirmed.includes(kind) ? " (confirmed)" : ""}`,
  );
  return `recipient guard: ${words.join("; ")}`.slice(0, noteMax);
}

const noteMax = 2000;

/** The warnings that stop the mail. What a queue blocks nobody confirms but a supervisor. */
export function stopping(
  warnings: readonly GuardWarning[],
  confirmed: readonly GuardKind[],
  mayConfirm: boolean,
): readonly GuardWarning[] {
  return warnings.filter(({ kind, level }) => level === "block" && !(mayConfirm && confirmed.includes(kind)));
}
