import { StartRefused } from "../start-refused.ts";

/** What refuses a start is told all at once (reliability.md 2.10): whatever can be tried is tried, and then the start ends. */
export type Refusals = {
  /** Undefined: it was refused. Whatever else is thrown goes on. */
  tried<T>(work: () => Promise<T>): Promise<T | undefined>;
  /** Throws `StartRefused` with all problems, when there are any. */
  end(): void;
};

export function createRefusals(): Refusals {
  const refused: StartRefused[] = [];
  return {
    async tried(work) {
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof StartRefused)) throw error;
        refused.push(error);
        return undefined;
      }
    },
    end() {
      const [cause] = refused;
      if (cause === undefined) return;
      const exitCode = refused.some((one) => one.exitCode === 2) ? 2 : 3;
      throw new StartRefused(
        refused.flatMap(({ problems }) => problems),
        exitCode,
        { cause },
      );
    },
  };
}
