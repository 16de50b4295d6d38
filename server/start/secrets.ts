import { isAbsolute, relative } from "node:path";
import { createSecrets } from "../adapters/secrets/aes-gcm.ts";
import { createKeyFile, KeyFileRefused, type KeyRing, readKeyFile } from "../adapters/secrets/key-file.ts";
import type { Configuration } from "../config-options.ts";
import { type Secrets, SecretUnreadable } from "../ports/secrets.ts";
import type { Store } from "../ports/store.ts";
import { StartRefused } from "../start-refused.ts";

type Needs = {
  readonly store: Store;
  /** Whether something is going to be sealed. */
  readonly willSeal: boolean;
};

/**
 * Secrets under the key file, which lies beside the data directory unless `--key-file` says where, never inside it: a copy of the data is
 * worth nothing without it. Made when the first secret comes. Refuses to start when it is missing although something is sealed, when
 * others may read it, or when it has no keys. reliability.md 2.10, 7.5
 */
export async function openSecrets(configuration: Configuration, { store, willSeal }: Needs): Promise<Secrets> {
  const file = keyFileOf(configuration);
  const fromData = relative(configuration.data, file);
  if (!fromData.startsWith("..") && !isAbsolute(fromData)) {
    throw new StartRefused([`--key-file: ${file} lies inside the data directory, and would be copied with it`], 2);
  }
  const ring = await refusing(async () => {
    const known = await readKeyFile(file);
    if (known !== undefined) return known;
    const sealed = await store.read((reading) => reading.mailAccounts.all());
    if (sealed.length > 0) throw new KeyFileRefused(`${file} is missing, and the database has what was sealed with it`);
    return willSeal ? made(file) : undefined;
  });
  return ring === undefined ? sealedLater(file) : createSecrets(ring);
}

/** Where the keys lie that seal secrets. */
export const keyFileOf = ({ keyFile, data }: Configuration): string => keyFile ?? `${data}.key`;

/** Another process that starts at the same moment may have made it. */
async function made(file: string): Promise<KeyRing> {
  try {
    return await createKeyFile(file);
  } catch (cause) {
    const ring = await readKeyFile(file);
    if (ring === undefined) throw new KeyFileRefused(`${file} cannot be made`, { cause });
    return ring;
  }
}

/** Secrets where none is sealed yet: the first key is made when an admin gives the first one, or found when another process has made it. */
function sealedLater(file: string): Secrets {
  let secrets: Secrets | undefined;
  const present = (): Secrets => {
    if (secrets === undefined) throw new SecretUnreadable(`${file} is missing`);
    return secrets;
  };
  return {
    async ready(purpose) {
      if (secrets !== undefined) return;
      try {
        const ring = (await readKeyFile(file)) ?? (purpose === "toSeal" ? await made(file) : undefined);
        secrets = ring && createSecrets(ring);
      } catch (cause) {
        throw cause instanceof KeyFileRefused ? new SecretUnreadable(cause.message, { cause }) : cause;
      }
    },
    seal: (...given) => present().seal(...given),
    open: (...given) => present().open(...given),
  };
}

async function refusing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw cause instanceof KeyFileRefused ? refusalOf(cause) : cause;
  }
}

const refusalOf = (cause: KeyFileRefused): StartRefused =>
  new StartRefused([`--key-file: ${cause.message}`], 2, { cause });
