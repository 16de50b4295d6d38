import { availableParallelism } from "node:os";
import { hash, type Options, verify } from "@node-rs/argon2";
import { Busy, type Passwords } from "../../ports/passwords.ts";

/** Reliability.md 7.3; OWASP's second choice. `algorithm` 2 is argon2id: the package's enum exists at compile time only. */
const PARAMETERS: Options = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export type PasswordLimits = {
  /** Hashes at a time. */
  readonly runningMax: number;
  /** Further ones that wait; beyond it `Busy` is thrown (reliability.md 2.12). */
  readonly waitingMax: number;
};

/** argon2id in the package's own threads, a bounded number at a time. */
export function createPasswords(
  limits: PasswordLimits = { runningMax: 2 * availableParallelism(), waitingMax: 50 },
): Passwords {
  const inTurn = createTurns(limits);
  let nobody: Promise<string> | undefined;

  return {
    hash: (password) => inTurn(() => hash(password, PARAMETERS)),
    verify: (stored, password) =>
      inTurn(async () => {
        if (stored !== undefined) return verify(stored, password);
        // An unknown user costs a verification too, against a hash that nothing matches.
        nobody ??= hash(crypto.randomUUID(), PARAMETERS);
        await verify(await nobody, password);
        return false;
      }),
  };
}

function createTurns({ runningMax, waitingMax }: PasswordLimits) {
  const waiting: (() => void)[] = [];
  let running = 0;

  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (running >= runningMax) {
      if (waiting.length >= waitingMax) throw new Busy("too many password checks at a time");
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else {
      running += 1;
    }
    try {
      return await work();
    } finally {
      // The turn is handed on, so that nobody who comes now can overtake who waits.
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}
