/** A named series of operations of one person. desktop.md 2 row 4, 13 */
export type Macro = {
  readonly id: string;
  readonly name: string;
  /** `1` to `9`. */
  readonly key?: string | undefined;
  readonly steps: readonly MacroStep[];
};

/** An operation with its parameters, as the contract knows them. */
export type MacroStep = { readonly operationName: string } & Readonly<Record<string, unknown>>;

/** All macros of one person. */
export type Macros = {
  /** 0: never any. */
  readonly version: number;
  readonly macros: readonly Macro[];
};

export const noMacros: Macros = { version: 0, macros: [] };

/** After these the e-mail is somewhere else, so that nothing can follow. */
const ending: ReadonlySet<string> = new Set(["Complete", "Send", "Transfer", "PlaceInWorkbin", "Snooze"]);

/** A field that cannot be as it is, and why. */
export type MacroProblem = { readonly path: string; readonly because: string };

/** What is wrong with macros as such: two of one id or key, something behind the end, a transfer to nobody or to two. */
export function whyNotMacros(macros: readonly Macro[]): MacroProblem | undefined {
  for (const [index, macro] of macros.entries()) {
    const at = `$.macros[${index}]`;
    const before = macros.slice(0, index);
    if (before.some(({ id }) => id === macro.id)) return { path: `${at}.id`, because: "another macro has it" };
    if (macro.key !== undefined && before.some(({ key }) => key === macro.key))
      return { path: `${at}.key`, because: "another macro has it" };
    const problem = whyNotSteps(macro.steps);
    if (problem !== undefined) return { ...problem, path: `${at}.${problem.path}` };
  }
  return undefined;
}

function whyNotSteps(steps: readonly MacroStep[]): MacroProblem | undefined {
  const early = steps.slice(0, -1).findIndex(({ operationName }) => ending.has(operationName));
  if (early >= 0) {
    const name = steps[early]?.operationName;
    return { path: `steps[${early}].operationName`, because: `nothing can follow ${name}` };
  }
  const last = steps.at(-1);
  if (last?.operationName !== "Transfer") return undefined;
  const targets = [last["queueName"], last["userName"]].filter((one) => one !== undefined);
  if (targets.length === 1) return undefined;
  return { path: `steps[${steps.length - 1}].queueName`, because: "exactly one of queueName and userName" };
}
