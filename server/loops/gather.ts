/** What may be asked of a gathering commit. */
export type Gather<T, R> = {
  /** Commits `item` together with what else waits; resolves when it is committed. Throws what the commit threw for it. */
  add(item: T): Promise<R>;
  /** Resolves when nothing waits and nothing runs. */
  idle(): Promise<void>;
};

type Waiting<T, R> = {
  readonly item: T;
  readonly resolve: (result: R) => void;
  readonly reject: (error: unknown) => void;
};

export type GatherOptions = {
  readonly batchMax: number;
  /** Before each commit: waits for what is about to happen as well, so that it shares the commit. */
  readonly turn?: () => Promise<void>;
};

/**
 * Group commit (mail.md 2.2): while one commit runs, further items gather; the next takes them all, at most `batchMax`.
 * No artificial delay. When a batch of several fails, its items are committed again one by one, so that a poison item
 * hurts only itself: `commit` must apply all of a batch or nothing, and recognise an item that it has already committed.
 */
export function createGather<T, R>(
  commit: (batch: readonly T[]) => Promise<readonly R[]>,
  { batchMax, turn = () => Promise.resolve() }: GatherOptions,
): Gather<T, R> {
  let waiting: Waiting<T, R>[] = [];
  let running: Promise<void> | undefined;

  const commitAll = async (batch: readonly Waiting<T, R>[]): Promise<void> => {
    const results = await commit(batch.map(({ item }) => item));
    if (results.length !== batch.length) throw new Error(`${batch.length} items, ${results.length} results`);
    for (const [index, result] of results.entries()) batch[index]?.resolve(result);
  };

  const settle = async (batch: readonly Waiting<T, R>[]): Promise<void> => {
    try {
      await commitAll(batch);
    } catch (error) {
      const [only] = batch;
      if (only !== undefined && batch.length === 1) only.reject(error);
      // At the same time: while the database is away, each of them waits for it, and not each after the other.
      else await Promise.all(batch.map((single) => settle([single])));
    }
  };

  const run = async (): Promise<void> => {
    while (waiting.length > 0) {
      await turn();
      const batch = waiting.slice(0, batchMax);
      waiting = waiting.slice(batchMax);
      await settle(batch);
    }
    running = undefined;
  };

  return {
    add: (item) =>
      new Promise<R>((resolve, reject) => {
        waiting.push({ item, resolve, reject });
        running ??= run();
      }),
    idle: async () => {
      while (running !== undefined) await running;
    },
  };
}
