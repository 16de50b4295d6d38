import { deadCode, style, types, webTypes } from "./checks/commands.ts";
import { fileSizes } from "./checks/file-sizes.ts";
import { generated } from "./checks/generated.ts";
import { lockFile } from "./checks/lock-file.ts";
import { operationsAlone } from "./checks/operations-alone.ts";
import { paths } from "./checks/paths.ts";
import { pins } from "./checks/pins.ts";
import { reasons } from "./checks/reasons.ts";

// npm run check: everything that can be said of the code without running it. Runs all, prints all, then fails.

const checks = [
  style,
  types,
  webTypes,
  deadCode,
  generated,
  pins,
  lockFile,
  reasons,
  fileSizes,
  operationsAlone,
  paths,
];

let count = 0;
for (const { name, problems } of checks) {
  const found = await problems().catch((fault: unknown) => [String(fault)]);
  count += found.length;
  console.log(found.length === 0 ? `✔ ${name}` : `✖ ${name}\n${found.join("\n")}`);
}
process.exitCode = count === 0 ? 0 : 1;
