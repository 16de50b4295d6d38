import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { announcePrepared } from "./prepared.ts";

const run = promisify(execFile);
const command = fileURLToPath(new URL("../../server/bin/postroom.mjs", import.meta.url));

/** Before the black-box tests: prepares one data directory, which their servers begin with. */
export async function globalSetup(): Promise<void> {
  if (process.platform === "win32") return;
  folder = await mkdtemp(join(tmpdir(), "postroom-prepared-"));
  const data = join(folder, "data");
  await run(process.execPath, [command, "migrate", "--data", data], { timeout: 60_000 });
  announcePrepared(data);
}

export async function globalTeardown(): Promise<void> {
  announcePrepared(undefined);
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
}

let folder: string | undefined;
