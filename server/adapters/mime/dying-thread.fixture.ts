import { parentPort } from "node:worker_threads";
import { serveRequests } from "./worker.ts";

/** A thread that HTML can kill in each of the ways that hostile HTML might find. */
const deaths: Readonly<Record<string, () => string>> = {
  exit: () => process.exit(1),
  endless: () => {
    for (;;);
  },
  memory: () => {
    const kept: string[][] = [];
    for (;;) kept.push(Array.from({ length: 100_000 }, (_, index) => `${kept.length} ${index}`));
  },
  throws: () => {
    throw new Error("a bug");
  },
};

const die = (html: string) => deaths[/<(\w+)>/.exec(html)?.[1] ?? ""]?.() ?? html;

if (parentPort !== null)
  serveRequests(parentPort, {
    sanitise: die,
    toText: String,
    view: () => ({ html: "", remote: [], trackers: 0, isDesigned: false, linkWarnings: [], rulesVersion: 1 }),
  });
