/** The server cannot start. 2: all that reliability.md 2.10 names (configuration, files, ports, a directory or database that is not for us). 3: what it needs is not there (a database that cannot be reached, tools). */
export class StartRefused extends Error {
  /** One line each, for people. */
  readonly problems: readonly string[];
  readonly exitCode: 2 | 3;

  constructor(problems: readonly string[], exitCode: 2 | 3, options?: ErrorOptions) {
    super(problems.join("; "), options);
    this.name = "StartRefused";
    this.problems = problems;
    this.exitCode = exitCode;
  }
}
