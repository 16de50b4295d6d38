/** Makes one committed file from what the code says. The same code gives the same text: no time, no order by chance. */
export type Generator = {
  /** Path in the repository. */
  readonly file: string;
  readonly make: () => string | Promise<string>;
};
