/** The server cannot start. 2: what it was told is wrong (configuration, provisioning). 3: the world is in the way (port in use, directory taken, database unreachable). */
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
