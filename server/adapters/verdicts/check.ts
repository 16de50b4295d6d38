import { authenticate, type DNSResolver } from "mailauth";
import { type SenderVerdict, type VerdictResult, verdictResults } from "../../domain/mail/sender-verdict.ts";

export type ToCheck = {
  readonly bytes: Uint8Array;
  readonly ip: string | undefined;
  readonly helo: string | undefined;
  readonly envelopeFrom: string;
};

/**
 * SPF, DKIM, DMARC (RFC 9989) and ARC of a message from its bytes. No From, or several, is a DMARC *fail*; ARC is verified, never sealed;
 * rsa-sha1 proves nothing (mail.md 1.3, 13).
 */
export async function checkSender(mail: ToCheck, resolver: DNSResolver): Promise<SenderVerdict> {
  const { dkim, spf, dmarc, arc } = await authenticate(Buffer.from(mail.bytes), {
    resolver,
    sender: mail.envelopeFrom,
    ...(mail.ip === undefined ? {} : { ip: mail.ip }),
    ...(mail.helo === undefined ? {} : { helo: mail.helo }),
    mta: "postroom",
    rejectRsaSha1: true,
    disableBimi: true,
  });
  const signatures = dkim.results.map(({ status }) => resultOf(status.result));
  const isSpfAligned = dmarc !== false && Boolean(dmarc.alignment?.spf?.result);
  const isDkimAligned = dmarc !== false && Boolean(dmarc.alignment?.dkim?.result);
  return {
    spf: spf === false ? "none" : resultOf(spf.status.result),
    dkim: best(signatures),
    dmarc: dmarc === false ? "fail" : resultOf(dmarc.status.result),
    arc: arc === false ? "none" : resultOf(arc.status.result),
    isAligned: isSpfAligned || isDkimAligned,
  };
}

const resultOf = (result: string | undefined): VerdictResult =>
  verdictResults.find((each) => each === result) ?? "none";

/** One signature that passes is enough (RFC 6376 §6.1); of the others the first tells. */
const best = (results: readonly VerdictResult[]): VerdictResult =>
  results.includes("pass") ? "pass" : (results.find((result) => result !== "none") ?? "none");
