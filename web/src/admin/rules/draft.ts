import type { RulesAnswer } from "@postroom/contract";
import { createStore } from "zustand/vanilla";
import type { Outcome } from "../../api/outcome.ts";
import { desk } from "../../desktop/desk.ts";
import { asWritten, type ListedRule, type Rule } from "./rule.ts";

export const rulesPath = "/api/postroom/v1/rules";

/** The draft as it was read. */
export type Draft = { readonly version: number; readonly rules: readonly ListedRule[] };

/** A rule that is being written. */
type Open = {
  /** As it was when it was opened; undefined: it is new. */
  readonly before: Rule | undefined;
  readonly rule: Rule;
};

/** What was done to the draft here, and leads back. `version`: of the draft afterwards; it leads back only from there. */
type Step = { readonly before: readonly Rule[]; readonly version: number };

type Writing = {
  readonly open: Open | undefined;
  readonly steps: readonly Step[];
  /** The draft is being saved. */
  readonly isBusy: boolean;
};

/** It outlives the page: whoever looks elsewhere and comes back finds it. */
export const writing = createStore<Writing>(() => ({ open: undefined, steps: [], isBusy: false }));

// Nobody saves what somebody else has typed.
desk.store.subscribe((after, before) => {
  if (before.user !== undefined && after.user?.id !== before.user.id) writing.setState({ open: undefined, steps: [] });
});

export const openRule = (before: Rule | undefined, rule: Rule): void => writing.setState({ open: { before, rule } });
export const closeRule = (): void => writing.setState({ open: undefined });

/** Notes what was typed. */
export function typeRule(change: Partial<Rule>): void {
  const { open } = writing.getState();
  if (open !== undefined) writing.setState({ open: { ...open, rule: { ...open.rule, ...change } } });
}

const stepsMax = 100;

/** Writes the draft where nobody else has since it was read; it can be undone. */
export async function writeDraft(draft: Draft, rules: readonly Rule[]): Promise<Outcome<RulesAnswer>> {
  const body = { rules: rules.map(({ id, ...rule }) => (id === "" ? rule : { id, ...rule })) };
  return noted(
    draft,
    await desk.api.post<RulesAnswer>(`${rulesPath}/draft`, body, { method: "PUT", ifMatch: draft.version }),
  );
}

/** The draft becomes what counts, or what counted as that version; it can be undone. */
export const revertDraft = async (draft: Draft, version: number | undefined): Promise<Outcome<RulesAnswer>> =>
  noted(
    draft,
    await desk.api.post<RulesAnswer>(`${rulesPath}/revert`, version === undefined ? {} : { version }, {
      ifMatch: draft.version,
    }),
  );

export const publishDraft = ({ version }: Draft): Promise<Outcome<RulesAnswer>> =>
  desk.api.post<RulesAnswer>(`${rulesPath}/publish`, {}, { ifMatch: version });

function noted({ rules }: Draft, outcome: Outcome<RulesAnswer>): Outcome<RulesAnswer> {
  if (outcome.ok) {
    const step = { before: rules.map(asWritten), version: outcome.value.version };
    writing.setState(({ steps }) => ({ steps: [...steps, step].slice(-stepsMax) }));
  }
  return outcome;
}

/** Whether the last thing that was done to the draft was done here. */
export const canUndo = ({ steps }: Pick<Writing, "steps">, { version }: Pick<Draft, "version">): boolean =>
  steps.at(-1)?.version === version;

/** Takes back the last thing. What was done before it leads back from there. */
export async function undoStep(draft: Draft): Promise<Outcome<RulesAnswer>> {
  const { steps } = writing.getState();
  const outcome = await writeDraft(draft, steps.at(-1)?.before ?? draft.rules.map(asWritten));
  if (!outcome.ok) return outcome;
  const earlier = steps.slice(0, -1);
  const last = earlier.at(-1);
  writing.setState({
    steps: last === undefined ? [] : [...earlier.slice(0, -1), { ...last, version: outcome.value.version }],
  });
  return outcome;
}
