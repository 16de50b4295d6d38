/** One thing that `npm run check` looks at. Answers one line per problem, and none when all is well. */
export type Check = {
  readonly name: string;
  readonly problems: () => Promise<readonly string[]>;
};
