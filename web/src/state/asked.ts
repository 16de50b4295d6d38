/** A value behind an operator of the search, whatever stands in it. desktop.md 3.9 */
export const quoted = (value: string): string => `"${value.replaceAll('"', " ")}"`;
