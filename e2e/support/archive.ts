import assert from "node:assert/strict";
import { runPostroom } from "./server.ts";

/** `postroom backup`; fails unless it was made. */
export async function backUp(data: string, file: string, flags: readonly string[] = []): Promise<void> {
  const { code, stdout, stderr } = await runPostroom(["backup", "--data", data, ...flags, file]);
  assert.equal(code, 0, stdout + stderr);
  assert.match(stdout, /: \d+ rows and \d+ files, \d+ bytes\n$/);
}

/** `postroom restore`; fails unless it was made and checked without a finding. */
export async function restore(data: string, file: string, flags: readonly string[] = []): Promise<void> {
  const { code, stdout, stderr } = await runPostroom(["restore", "--data", data, ...flags, file]);
  assert.equal(code, 0, stdout + stderr);
  assert.match(stdout, /^restored \d+ rows .*\n.* held .*\n(?:keys are in no backup: .*\n){2}no finding\n$/);
}
