import { run } from "node:test";
import { spec } from "node:test/reporters";
import tell from "./tell.ts";

// All files in this one process. `node --test` would begin before anything that is loaded first, `untracked.ts` among it.

/** What `runStage` says as the one argument, in JSON. */
export type Inside = {
  readonly files: readonly string[];
  readonly timeout: number;
};

const { files, timeout }: Inside = JSON.parse(process.argv[2] ?? "");
const events = run({ files: [...files], timeout, isolation: "none" });
events.compose(spec).pipe(process.stdout);
events.compose(tell).resume();
