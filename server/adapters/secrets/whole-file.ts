import { randomBytes } from "node:crypto";
import { link, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * Writes a file of keys, readable by us alone, synced with its folder, and whole at every moment: who reads it meanwhile, or after a kill,
 * finds all of it or nothing. A new one keeps its place: throws EEXIST when somebody was first. reliability.md 7.5
 */
export async function writeWhole(file: string, text: string, place: "new" | "instead"): Promise<void> {
  const fresh = `${file}.${randomBytes(6).toString("hex")}`;
  try {
    const written = await open(fresh, "wx", 0o400);
    try {
      await written.writeFile(text);
      await written.sync();
    } finally {
      await written.close();
    }
    await (place === "new" ? link(fresh, file) : rename(fresh, file));
  } finally {
    await rm(fresh, { force: true });
  }
  const folder = await open(dirname(file), "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
