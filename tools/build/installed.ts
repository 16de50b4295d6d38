import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { root } from "../root.ts";

const { resolve } = createRequire(join(root, "web/package.json"));

/** Whether a tool that only development needs is here. */
export function isInstalled(name: string): boolean {
  try {
    return existsSync(resolve(name));
  } catch {
    return false;
  }
}
