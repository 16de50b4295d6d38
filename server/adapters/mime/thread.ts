import { Worker } from "node:worker_threads";
import type { FromThread, ToThread } from "./thread-protocol.ts";

/** A thread died, was stuck, or says that it failed. What it was asked may be asked again in another way. */
export class ThreadFailed extends Error {}

export type ThreadOptions = {
  /** The thread's composition root. */
  readonly entry: URL;
  readonly heapMegabytesMax: number;
  /** Time for one answer; a thread that takes longer is killed. */
  readonly answerMsMax: number;
  /** Time to load; a busy machine takes a while. */
  readonly startMsMax: number;
};

/** One reading thread. Keeps the process alive only while it is asked. */
export class Thread {
  readonly #worker: Worker;
  readonly #options: ThreadOptions;
  readonly #ready: Promise<unknown>;
  #isAlive = true;

  constructor(options: ThreadOptions) {
    this.#options = options;
    this.#worker = new Worker(options.entry, { resourceLimits: { maxOldGenerationSizeMb: options.heapMegabytesMax } });
    // Without a listener the error of a thread that nobody waits for would end the process.
    this.#worker.on("error", () => {});
    this.#worker.on("exit", () => {
      this.#isAlive = false;
    });
    this.#ready = this.#answer(options.startMsMax);
    this.#ready.catch(() => {});
  }

  /** False once it ended by itself while nobody asked it. */
  get isAlive(): boolean {
    return this.#isAlive;
  }

  /** Posts and waits for the one answer. Throws `ThreadFailed`; then the thread is of no more use. */
  async ask(message: ToThread): Promise<FromThread> {
    this.#worker.ref();
    await this.#ready;
    const answer = this.#answer(this.#options.answerMsMax);
    this.#worker.postMessage(
      message,
      message.kind === "chunk" && message.bytes.buffer instanceof ArrayBuffer ? [message.bytes.buffer] : [],
    );
    const answered = await answer;
    if (answered.kind === "failed") throw new ThreadFailed(answered.because);
    return answered;
  }

  rest(): void {
    this.#worker.unref();
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  #answer(msMax: number): Promise<FromThread> {
    const worker = this.#worker;
    return new Promise((resolve, reject) => {
      const settle = (act: () => void) => {
        clearTimeout(timer);
        worker.off("message", onMessage).off("error", onError).off("exit", onExit);
        act();
      };
      const onMessage = (message: FromThread) => settle(() => resolve(message));
      const onError = (cause: unknown) => settle(() => reject(new ThreadFailed("the thread died", { cause })));
      const onExit = () => settle(() => reject(new ThreadFailed("the thread ended")));
      const timer = setTimeout(() => settle(() => reject(new ThreadFailed("the thread took too long"))), msMax);
      worker.on("message", onMessage).on("error", onError).on("exit", onExit);
    });
  }
}
