import type { ProvisionedSettings } from "@postroom/contract";
import { KeyFileRefused } from "../adapters/secrets/key-file.ts";
import { openSigningKeys } from "../adapters/secrets/signing-keys.ts";
import { createSigningWriter } from "../adapters/verdicts/sign.ts";
import type { Configuration } from "../config-options.ts";
import type { Signed } from "../domain/mail/signed-domains.ts";
import type { MessageWriter } from "../ports/mail.ts";
import { StartRefused } from "../start-refused.ts";
import { keyFileOf } from "./secrets.ts";

/** Signing keys lie beside the key file, and so never in what is copied with the data. */
export const signingFileOf = (configuration: Configuration): string => `${keyFileOf(configuration)}.dkim`;

/** The writer, signing where domains are configured, and what it signs with; keys that are missing are made. Refuses to start with a file of keys that others may read. mail.md 11.6 */
export async function openSigning(
  writer: MessageWriter,
  configuration: Configuration,
  { dkim }: Pick<ProvisionedSettings, "dkim">,
): Promise<{ readonly writer: MessageWriter; readonly signed: Signed }> {
  if (dkim.domains.length === 0) return { writer, signed: { domains: [], keys: [] } };
  const file = signingFileOf(configuration);
  const keys = await openSigningKeys(file, dkim.selectors).catch((cause) => {
    throw cause instanceof KeyFileRefused ? new StartRefused([`--key-file: ${cause.message}`], 2, { cause }) : cause;
  });
  // The first selector signs, with both kinds of key.
  const { domains } = dkim;
  const published = keys.map(({ selector, kind, publicKey }) => ({ selector, kind, publicKey }));
  return {
    writer: createSigningWriter(writer, { domains, keys: keys.slice(0, 2) }),
    signed: { domains, keys: published },
  };
}
