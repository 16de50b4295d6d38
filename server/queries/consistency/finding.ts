/** `rule` names the invariant (reliability.md 4), `message` says what breaks it. */
export type Finding = { readonly rule: string; readonly message: string };

/** Findings of one rule that are named; more say nothing new. */
export const findingsMax = 100;
