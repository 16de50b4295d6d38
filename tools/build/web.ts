import { globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { constants, gzipSync } from "node:zlib";
import { root } from "../root.ts";

const web = join(root, "web");

/** Builds the desktop's files for browsers, each text beside its gzip. */
export async function buildWeb(): Promise<void> {
  const { build } = await import("vite");
  await build({ configFile: join(web, "vite.config.ts"), logLevel: "warn" });
  for (const file of globSync("**/*.{js,css,html,svg,json}", { cwd: join(web, "dist") })) {
    const path = join(web, "dist", file);
    writeFileSync(`${path}.gz`, gzipSync(readFileSync(path), { level: constants.Z_BEST_COMPRESSION }));
  }
}
