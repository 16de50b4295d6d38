/** What saves the form that is open; undefined: there is none, or nothing to save. */
export const saving: { current: (() => unknown) | undefined } = { current: undefined };
