import { Worker } from "node:worker_threads";
import type { SenderVerdict } from "../../domain/mail/sender-verdict.ts";
import type { Files } from "../../ports/files.ts";
import type { HandedIn, Verdicts } from "../../ports/verdicts.ts";
import type { ToCheck } from "./check.ts";

export type ToVerdictThread = ToCheck & { readonly id: number };
export type FromVerdictThread = { readonly id: number; readonly verdict: SenderVerdict | undefined };

type Options = {
  /** The thread's composition root. */
  readonly entry: URL;
  readonly files: Files;
  /** Longest time for one mail; then its verdict is `temperror` and the thread is replaced. */
  readonly checkMsMax?: number;
  /** What the resolver answers in tests, by `type name`; otherwise the network is asked. */
  readonly records?: Readonly<Record<string, string[][] | string[]>>;
};

/** Verdicts from a thread of its own: hashing and DNS hold up nobody, and what kills the thread costs one verdict. mail.md 4.1 step 3 */
export function createVerdicts({ entry, files, checkMsMax = 20_000, records }: Options): Verdicts {
  const waiting = new Map<number, (verdict: SenderVerdict) => void>();
  let worker: Worker | undefined;
  let last = 0;
  const end = async () => {
    const ended = worker;
    worker = undefined;
    for (const settle of [...waiting.values()]) settle(unknown);
    await ended?.terminate();
  };
  const start = (): Worker => {
    const started = new Worker(entry, { workerData: records, resourceLimits: { maxOldGenerationSizeMb: 256 } });
    started.on("message", ({ id, verdict }: FromVerdictThread) => waiting.get(id)?.(verdict ?? unknown));
    started.on("error", () => void end());
    started.unref();
    return started;
  };
  return {
    async check(mail) {
      const bytes = await bytesOf(mail, files);
      const id = ++last;
      return new Promise((resolve) => {
        worker ??= start();
        const timer = setTimeout(() => void end(), checkMsMax);
        waiting.set(id, (verdict) => {
          clearTimeout(timer);
          waiting.delete(id);
          resolve(verdict);
        });
        const asked: ToVerdictThread = { id, bytes, ...mail.client, envelopeFrom: mail.envelopeFrom };
        worker.postMessage(asked);
      });
    },
    stop: end,
  };
}

const unknown: SenderVerdict = {
  ...{ spf: "temperror", dkim: "temperror", dmarc: "temperror", arc: "temperror" },
  isAligned: false,
};

async function bytesOf({ raw }: HandedIn, files: Files): Promise<Uint8Array> {
  return "bytes" in raw ? new Uint8Array(raw.bytes) : new Uint8Array(await files.read(raw.sha256));
}
