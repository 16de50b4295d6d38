/** How one person likes the desktop, on every device. desktop.md 13 */
export type Preferences = {
  /** 0: never chosen. */
  readonly version: number;
  /** Name → value, as the contract knows them; what was never chosen is absent. */
  readonly values: Readonly<Record<string, unknown>>;
};

export const neverChosen: Preferences = { version: 0, values: {} };

/** The preferences with what was chosen now. */
export const chosen = ({ version, values }: Preferences, given: Preferences["values"]): Preferences => ({
  version: version + 1,
  values: { ...values, ...given },
});
