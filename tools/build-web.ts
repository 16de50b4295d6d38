import { existsSync, globSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { constants, gzipSync } from "node:zlib";
import { root } from "./root.ts";

// npm run build, and after every `npm ci`: the desktop's files for browsers, each text beside its gzip. An installation without
// the tools that build it (npm ci --omit=dev) keeps what was built before.

const web = join(root, "web");
const { resolve } = createRequire(join(web, "package.json"));

if (!isInstalled("vite")) {
  console.log("The desktop is not built here: vite is not installed.");
} else {
  const { build } = await import("vite");
  await build({ configFile: join(web, "vite.config.ts"), logLevel: "warn" });
  for (const file of globSync("**/*.{js,css,html,svg,json}", { cwd: join(web, "dist") })) {
    const path = join(web, "dist", file);
    writeFileSync(`${path}.gz`, gzipSync(readFileSync(path), { level: constants.Z_BEST_COMPRESSION }));
  }
}

function isInstalled(name: string): boolean {
  try {
    return existsSync(resolve(name));
  } catch {
    return false;
  }
}
