import { parentPort, workerData } from "node:worker_threads";
import { checkSender } from "./adapters/verdicts/check.ts";
import type { ToVerdictThread } from "./adapters/verdicts/in-thread.ts";
import { createResolver, forOneMail, fromRecords } from "./adapters/verdicts/resolver.ts";

// The composition root of the thread that asks about senders.
const resolver = createResolver(
  workerData === undefined || workerData === null ? {} : { ask: fromRecords(workerData) },
);
parentPort?.on("message", ({ id, ...mail }: ToVerdictThread) => {
  checkSender(mail, forOneMail(resolver)).then(
    (verdict) => parentPort?.postMessage({ id, verdict }),
    () => parentPort?.postMessage({ id, verdict: undefined }),
  );
});
