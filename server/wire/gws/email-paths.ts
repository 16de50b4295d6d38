/** One e-mail in dialect B: GWS prints all of these. wire.md 1.1 */
export const emailPaths: readonly string[] = ["/me/emails/{id}", "/me/email/{id}", "/emails/{id}", "/email/{id}"];

const dialectA = "/me/interactions/{id}";
const both = "/interactions/{id}";

/** What lies below one e-mail, under every name of it. wire.md 5.11, 6.1; product.md */
export const belowEmail = (part: string): readonly string[] =>
  [both, dialectA, ...emailPaths].map((path) => `${path}/${part}`);

/** The same, with the documented paths first. wire.md 6.1 */
export const belowDraft = (part: string): readonly string[] =>
  [dialectA, ...emailPaths, both].map((path) => `${path}/${part}`);
