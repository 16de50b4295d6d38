import { Thread, ThreadFailed, type ThreadOptions } from "./thread.ts";

export type ThreadPoolOptions = ThreadOptions & {
  readonly threadsMax: number;
  /** A thread that nobody needed for this long is ended: each costs memory. */
  readonly idleMsMax: number;
};

/** mail.md 4.3: one per core, 256 MB heap, killed at 10 s. */
export function threadPoolDefaults(entry: URL, cores: number): ThreadPoolOptions {
  return {
    entry,
    threadsMax: cores,
    heapMegabytesMax: 256,
    answerMsMax: 10_000,
    startMsMax: 60_000,
    idleMsMax: 30_000,
  };
}

/** Reading threads, started when needed, ended when idle. */
export class ThreadPool {
  readonly #options: ThreadPoolOptions;
  readonly #threads = new Set<Thread>();
  readonly #idle: { readonly thread: Thread; readonly timer: NodeJS.Timeout }[] = [];
  readonly #waiting: { readonly take: (thread: Thread) => void; readonly refuse: (error: Error) => void }[] = [];
  #isStopped = false;

  constructor(options: ThreadPoolOptions) {
    this.#options = options;
  }

  /** How many threads there are, idle ones included. */
  get size(): number {
    return this.#threads.size;
  }

  /**
   * Runs `talk` with a thread of its own; waits for one when all are busy. A thread that failed is replaced. Throws what `talk` throws, and
   * an `Error` that is no `ThreadFailed` when the pool was stopped: nothing may be concluded about the message then.
   */
  async with<Result>(talk: (thread: Thread) => Promise<Result>): Promise<Result> {
    const thread = await this.#take();
    let isUsable = false;
    try {
      const result = await talk(thread);
      isUsable = true;
      return result;
    } catch (error) {
      if (this.#isStopped && error instanceof ThreadFailed) throw stopped(error);
      throw error;
    } finally {
      await this.#giveBack(thread, isUsable);
    }
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    for (const { timer } of this.#idle.splice(0)) clearTimeout(timer);
    for (const { refuse } of this.#waiting.splice(0)) refuse(stopped());
    await Promise.all([...this.#threads].map((thread) => thread.end()));
    this.#threads.clear();
  }

  async #take(): Promise<Thread> {
    if (this.#isStopped) throw stopped();
    for (let rested = this.#idle.pop(); rested !== undefined; rested = this.#idle.pop()) {
      clearTimeout(rested.timer);
      if (rested.thread.isAlive) return rested.thread;
      this.#threads.delete(rested.thread);
    }
    if (this.#threads.size < this.#options.threadsMax) return this.#start();
    return new Promise((take, refuse) => this.#waiting.push({ take, refuse }));
  }

  #start(): Thread {
    const thread = new Thread(this.#options);
    this.#threads.add(thread);
    return thread;
  }

  async #giveBack(thread: Thread, isUsable: boolean): Promise<void> {
    if (!isUsable) await this.#end(thread);
    const next = this.#isStopped ? undefined : this.#waiting.shift();
    if (next !== undefined) next.take(isUsable ? thread : this.#start());
    else if (isUsable && !this.#isStopped) this.#rest(thread);
  }

  #rest(thread: Thread): void {
    thread.rest();
    const timer = setTimeout(() => {
      this.#idle.splice(
        this.#idle.findIndex((each) => each.thread === thread),
        1,
      );
      this.#end(thread).catch(() => {});
    }, this.#options.idleMsMax).unref();
    this.#idle.push({ thread, timer });
  }

  async #end(thread: Thread): Promise<void> {
    this.#threads.delete(thread);
    await thread.end();
  }
}

function stopped(cause?: unknown): Error {
  return new Error("the message reader was stopped", { cause });
}
