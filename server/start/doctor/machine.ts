import { access, constants, stat, statfs } from "node:fs/promises";
import { KeyFileRefused, readKeyFile } from "../../adapters/secrets/key-file.ts";
import { readSigningKeys } from "../../adapters/secrets/signing-keys.ts";
import type { Configuration } from "../../config-options.ts";
import { freeBytesFloor } from "../../domain/mail/free-space.ts";
import type { Finding } from "../../ports/examiner.ts";
import { keyFileOf } from "../secrets.ts";
import { signingFileOf } from "../signing.ts";
import { fail, ok, warn, wordsOf } from "./finding.ts";

/** The data directory, the space on its disk, and the files of keys. reliability.md 2.8, 7.5 */
export async function examineMachine(
  configuration: Configuration,
  messageBytesMax: number,
): Promise<readonly Finding[]> {
  return [
    ...(await dataDirectory(configuration.data, messageBytesMax)),
    await keyFile(keyFileOf(configuration), readKeyFile),
    await keyFile(signingFileOf(configuration), async (file) => {
      const keys = await readSigningKeys(file);
      return keys.length === 0 ? undefined : keys;
    }),
  ];
}

const mebibyte = 1_048_576;
const othersMayEnter = 0o077;

async function dataDirectory(folder: string, messageBytesMax: number): Promise<readonly Finding[]> {
  const found = await stat(folder).catch(() => undefined);
  if (found === undefined) return [warn("data", `${folder} is not there; the first start makes it`)];
  try {
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    return [fail("data", wordsOf(error))];
  }
  const isOpen = (found.mode & othersMayEnter) !== 0;
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  const floor = freeBytesFloor(messageBytesMax);
  const words = `${Math.floor(free / mebibyte)} MiB are free`;
  const limit = `below ${Math.ceil(floor / mebibyte)} MiB no mail is taken in`;
  return [
    isOpen ? warn("data", `${folder} can be entered by others: chmod 0700`) : ok("data", `${folder} is ours alone`),
    free < floor
      ? fail("disk", `${words}: ${limit}`)
      : free < 4 * floor
        ? warn("disk", `${words}; ${limit}`)
        : ok("disk", words),
  ];
}

async function keyFile(
  file: string,
  read: (file: string) => Promise<{ readonly length: number } | undefined>,
): Promise<Finding> {
  try {
    const keys = await read(file);
    return ok("keys", keys === undefined ? `${file} is not needed yet` : `${file}: ${keys.length}`);
  } catch (error) {
    if (!(error instanceof KeyFileRefused)) throw error;
    return fail("keys", error.message);
  }
}
