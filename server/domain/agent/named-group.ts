/** The group that somebody means by its name or, where none is called so, by its id; undefined: there is none. */
export const groupMeant = <Group extends { readonly id: string; readonly name: string }>(
  groups: readonly Group[],
  given: string,
): Group | undefined => groups.find(({ name }) => name === given) ?? groups.find(({ id }) => id === given);
