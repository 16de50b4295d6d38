import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { promisify } from "node:util";
import type { SigningKey } from "../../ports/signing.ts";
import { KeyFileRefused } from "./key-file.ts";
import { writeWhole } from "./whole-file.ts";

const generate = promisify(generateKeyPair);
const othersMayRead = 0o077;
/** RFC 8301 §3.2 wants 1024 at least; 2048 is what everybody verifies and one TXT record holds in two strings. */
const rsaBits = 2048;

/** Reads a file of signing keys: `selector base64` a line. Empty when there is none. Refuses one that others may read. mail.md 11.6, reliability.md 7.5 */
export async function readSigningKeys(file: string): Promise<readonly SigningKey[]> {
  const found = await stat(file).catch(() => undefined);
  if (found === undefined) return [];
  if ((found.mode & othersMayRead) !== 0) throw new KeyFileRefused(`${file} may be read by others: chmod 0400`);
  const text = await readFile(file, "utf8").catch((cause) => {
    throw new KeyFileRefused(`${file} cannot be read`, { cause });
  });
  return text
    .split("\n")
    .filter((line) => line.trim() !== "" && !line.startsWith("#"))
    .map((line) => keyIn(line, file));
}

/**
 * The keys of these selectors, one of each kind, in their order; those that the file lacks are made and added to it. Readable by us alone,
 * synced, and whole at every moment.
 */
export async function openSigningKeys(file: string, selectors: readonly string[]): Promise<readonly SigningKey[]> {
  const wanted = selectors.flatMap((selector) => kinds.map((kind) => ({ kind, selector: selectorOf(selector, kind) })));
  const known = await readSigningKeys(file);
  const missing = wanted.filter(({ selector }) => known.every((key) => key.selector !== selector));
  if (missing.length > 0) {
    const made = await Promise.all(missing.map(newKey));
    const text = [...known, ...made].map(lineOf).join("");
    // The first of several keeps its place.
    await writeWhole(file, text, known.length === 0 ? "new" : "instead").catch(unlessThere);
  }
  // Another process that starts at the same moment may have been first: what the file says counts.
  const present = missing.length > 0 ? await readSigningKeys(file) : known;
  return wanted.map(({ selector }) => {
    const key = present.find((one) => one.selector === selector);
    if (key === undefined) throw new KeyFileRefused(`${file} has no key ${selector}`);
    return key;
  });
}

const kinds = ["rsa", "ed25519"] as const;

/** A record in DNS has one key, so each kind has a selector of its own. */
const selectorOf = (selector: string, kind: SigningKey["kind"]): string =>
  `${selector}-${kind === "rsa" ? "rsa" : "ed"}`;

type Wanted = Pick<SigningKey, "selector" | "kind">;

async function newKey({ selector, kind }: Wanted): Promise<SigningKey> {
  const pair = kind === "rsa" ? await generate("rsa", { modulusLength: rsaBits }) : await generate("ed25519");
  return keyOf(selector, pair.privateKey);
}

function keyIn(line: string, file: string): SigningKey {
  const [, selector = "", text = ""] = /^([a-z0-9-]{1,63}) ([A-Za-z0-9+/=]{40,4000})$/.exec(line.trim()) ?? [];
  try {
    return keyOf(selector, createPrivateKey({ key: Buffer.from(text, "base64"), format: "der", type: "pkcs8" }));
  } catch (cause) {
    throw new KeyFileRefused(`${file} has a line that is no key`, { cause });
  }
}

function keyOf(selector: string, key: KeyObject): SigningKey {
  const kind = key.asymmetricKeyType;
  if (kind !== "rsa" && kind !== "ed25519") throw new Error(`${kind} does not sign mail`);
  const der = createPublicKey(key).export({ type: "spki", format: "der" });
  // RFC 8463 §4.2: the 32 bytes alone; RFC 6376 §3.6.1: the whole structure.
  const publicKey = (kind === "ed25519" ? der.subarray(-32) : der).toString("base64");
  return { selector, kind, publicKey, privateKey: key.export({ type: "pkcs8", format: "pem" }).toString() };
}

const lineOf = ({ selector, privateKey }: SigningKey): string =>
  `${selector} ${createPrivateKey(privateKey).export({ type: "pkcs8", format: "der" }).toString("base64")}\n`;

function unlessThere(error: NodeJS.ErrnoException): void {
  if (error.code !== "EEXIST") throw error;
}
