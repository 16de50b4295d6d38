import { randomBytes } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { writeWhole } from "./whole-file.ts";

/** A key and what it is called in what it sealed. */
export type Key = { readonly id: string; readonly bytes: Buffer };

/** The first seals, all of them open. */
export type KeyRing = readonly [Key, ...Key[]];

/** A key file that cannot be used; the message says why. */
export class KeyFileRefused extends Error {}

const othersMayRead = 0o077;

/** Reads a key file: one `id base64` a line, the newest first. Undefined when there is none. Refuses one that others may read. reliability.md 7.5, 2.10 */
export async function readKeyFile(file: string): Promise<KeyRing | undefined> {
  const found = await stat(file).catch(() => undefined);
  if (found === undefined) return undefined;
  if ((found.mode & othersMayRead) !== 0) throw new KeyFileRefused(`${file} may be read by others: chmod 0400`);
  const text = await readFile(file, "utf8").catch((cause) => {
    throw new KeyFileRefused(`${file} cannot be read`, { cause });
  });
  const [first, ...rest] = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => keyIn(line, file));
  if (first === undefined) throw new KeyFileRefused(`${file} has no key`);
  return [first, ...rest];
}

function keyIn(line: string, file: string): Key {
  const [, id = "", text = ""] = /^([A-Za-z0-9_-]{1,32}) ([A-Za-z0-9+/]{43}=)$/.exec(line) ?? [];
  const bytes = Buffer.from(text, "base64");
  if (bytes.length !== 32) throw new KeyFileRefused(`${file} has a line that is no key`);
  return { id, bytes };
}

/** Makes a key file with one new key, as `writeWhole` does. Throws when it is there already. */
export async function createKeyFile(file: string): Promise<KeyRing> {
  const key = { id: randomBytes(6).toString("hex"), bytes: randomBytes(32) };
  await writeWhole(file, `${key.id} ${key.bytes.toString("base64")}\n`, "new");
  return [key];
}
