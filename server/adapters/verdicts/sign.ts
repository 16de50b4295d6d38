import { Readable } from "node:stream";
import { domainOf } from "../../domain/mail/address.ts";
import type { MessageToCompose, MessageWriter } from "../../ports/mail.ts";
import type { SigningKey } from "../../ports/signing.ts";

export type Signing = {
  /** All of them sign. */
  readonly keys: readonly SigningKey[];
  /** In lower case, as A-labels. */
  readonly domains: readonly string[];
};

/**
 * A writer whose messages begin with DKIM signatures, one for each key, where the sender's domain is one of these: `d=` is that domain,
 * relaxed/relaxed, no `l=`, no `x=`. The same message gives the same bytes. mail.md 11.6, RFC 6376, RFC 8463
 */
export function createSigningWriter(writer: MessageWriter, signing: Signing): MessageWriter {
  const domains = new Set(signing.domains);
  return {
    compose(message) {
      const domain = domainOf(message.from.address);
      return domains.has(domain) ? signed(writer, message, { keys: signing.keys, domain }) : writer.compose(message);
    },
  };
}

/** What RFC 6376 §5.4 and mail.md 11.6 want signed, as far as it is there; never Received or Return-Path, which change on the way. */
const signedHeaders = [
  ...["From", "To", "Cc", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "Reply-To"],
  ...["MIME-Version", "Content-Type", "Auto-Submitted", "List-Unsubscribe", "List-Unsubscribe-Post"],
];

/** Larger messages are composed a second time instead of being kept in memory. */
const keptBytesMax = 1_048_576;

type Signer = { readonly keys: readonly SigningKey[]; readonly domain: string };

async function* signed(writer: MessageWriter, message: MessageToCompose, { keys, domain }: Signer) {
  const kept: Uint8Array[] = [];
  let size = 0;
  const noted = async function* () {
    for await (const chunk of writer.compose(message)) {
      size += chunk.length;
      if (size <= keptBytesMax) kept.push(chunk);
      yield chunk;
    }
  };
  const { dkimSign } = await import("mailauth");
  const { signatures, errors } = await dkimSign(Readable.from(noted(), { objectMode: false }), {
    ...{ signingDomain: domain, selector: "", privateKey: "" },
    ...{ canonicalization: "relaxed/relaxed", headerList: signedHeaders, strict: true },
    signTime: new Date(message.date),
    signatureData: keys.map(({ selector, privateKey, kind }) => ({
      ...{ signingDomain: domain, selector, privateKey, algorithm: `${kind}-sha256` },
    })),
  });
  const [error] = errors ?? [];
  if (error !== undefined) throw new Error(`the message cannot be signed as ${domain}`, { cause: error.err });
  yield Buffer.from(signatures);
  if (size <= keptBytesMax) yield* kept;
  else yield* writer.compose(message);
}
