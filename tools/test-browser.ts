import { spawnSync } from "node:child_process";
import { root } from "./root.ts";

// npm run test:browser: all tests in a browser; `-- axe loop` only those gates of desktop.md 11.

const gates: Readonly<Record<string, readonly string[]>> = {
  axe: ["states-light", "states-rtl"],
  loop: ["loop"],
  hostile: ["hostile", "hostile-locked"],
  speed: ["speed"],
  offer: ["speed"],
  faults: ["faults"],
  live: ["live"],
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !Object.hasOwn(gates, name));
if (unknown.length > 0) {
  process.stderr.write(`no such gate: ${unknown.join(", ")}; there are ${Object.keys(gates).join(", ")}\n`);
  process.exit(2);
}
const chosen = asked.flatMap((name) => gates[name] ?? []).map((name) => `e2e/browser/${name}.test.ts`);
const files = chosen.length === 0 ? ["e2e/browser"] : [...new Set(chosen)];
const { status } = spawnSync(process.execPath, ["tools/test.ts", ...files], { cwd: root, stdio: "inherit" });
process.exitCode = status ?? 1;
