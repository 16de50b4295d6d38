/** One sentence of how incoming mail is routed: if these hold, then this. In the order of their list. mail.md 4.1-11, desktop.md 8.4 */
export type RoutingRule = {
  readonly id: string;
  /** None: it holds for whatever comes so far. */
  readonly if: readonly Condition[];
  /** Whether all of the conditions must hold, or one. */
  readonly match: "all" | "any";
  readonly then: readonly Setting[];
  /** What follows is looked at although it held. */
  readonly continue: boolean;
  /** For people. */
  readonly note: string;
};

/** What stands in a field of the mail (`fields.ts`), compared with a value. Of a text several may be named: `cancel|stop`. */
export type Condition = { readonly field: string; readonly op: Comparison; readonly value: string };

export type Comparison =
  | "is"
  | "isNot"
  | "has"
  | "hasNot"
  | "startsWith"
  | "endsWith"
  | "atLeast"
  | "atMost"
  | "isSet"
  | "isNotSet";

/**
 * `queue`: the name of the queue where it waits. `priority`: so much more than the queue gives. `skill`: `Billing >= 5`, besides what the
 * queue asks for, until somebody accepts. `userData.<key>`: a pair of its user data.
 */
export type Setting = { readonly set: string; readonly value: string | number };

/** The rules of a centre as they stand. */
export type RuleSet = { readonly version: number; readonly rules: readonly RoutingRule[] };

export const noRules: RuleSet = { version: 0, rules: [] };

/** The key of the user data that a setting is about; undefined: it is about something else. */
export const userDataKey = ({ set }: Pick<Setting, "set">): string | undefined =>
  set.startsWith("userData.") ? set.slice("userData.".length) : undefined;

/** Whether it needs to know what stands in the header of a mail. */
export const asksForHeaders = ({ if: conditions }: Pick<RoutingRule, "if">): boolean =>
  conditions.some(({ field }) => field.startsWith("header."));

/** Whether two sets say the same: what comes from a database or a file has its members in another order. */
export const areSame = (one: readonly RoutingRule[], other: readonly RoutingRule[]): boolean =>
  written(one) === written(other);

const written = (rules: readonly RoutingRule[]): string =>
  JSON.stringify(
    rules.map(({ id, if: conditions, match, then, continue: goesOn, note }) => [
      ...[id, match, goesOn, note],
      ...conditions.map(({ field, op, value }) => [field, op, value]),
      ...then.map(({ set, value }) => [set, value]),
    ]),
  );
