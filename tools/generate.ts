import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { outdated } from "./generators/outdated.ts";
import { root } from "./root.ts";

// npm run generate: writes what can be derived; `npm run check` compares. A generator is a module in tools/generators/
// that exports one `Generator`, `{ file, make() }`, and stands in the list of tools/generators/all.ts.

for (const { file, text } of await outdated()) {
  await mkdir(dirname(join(root, file)), { recursive: true });
  await writeFile(join(root, file), text);
  console.log(`wrote ${file}`);
}
