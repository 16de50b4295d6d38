import { X509Certificate } from "node:crypto";
import { probeHop } from "../../adapters/smtp/sender-probe.ts";
import type { Relay } from "../../adapters/smtp/sender-relay.ts";
import { senderDefaults } from "../../adapters/smtp/sender-settings.ts";
import type { Configuration } from "../../config-options.ts";
import type { Finding } from "../../ports/examiner.ts";
import { AccountRefused } from "../../ports/mail.ts";
import { StartRefused } from "../../start-refused.ts";
import { readCertificate } from "../certificate.ts";
import { certificateFinding, fail, ok, warn, wordsOf } from "./finding.ts";

/** Longest wait for a server of others. */
export const probeMs = 10_000;

/** The certificate of our own SMTP server. reliability.md 2.10 */
export async function examineReceiving(
  { smtp, smtpCertificate, smtpKey }: Configuration,
  now: number,
): Promise<Finding> {
  if (smtp === undefined) return ok("smtp", "off: mail comes by IMAP alone");
  try {
    const certificate = await readCertificate({ certificate: smtpCertificate, key: smtpKey });
    if (certificate === undefined)
      return warn("smtp", "no certificate: STARTTLS is not offered, mail comes in clear text");
    return certificateFinding("smtp", Date.parse(new X509Certificate(certificate.cert).validTo), now);
  } catch (error) {
    if (!(error instanceof StartRefused)) throw error;
    return fail("smtp", error.problems.join("; "));
  }
}

/** Goes to the next hop as for a mail, and waits less than a mail would. Throws `HopFailed`. */
export const probeRelay = (relay: Relay, { name, ca }: { readonly name: string; readonly ca: string | undefined }) =>
  probeHop({ relay, name, ca, settings: { ...senderDefaults, connectMs: probeMs, replyMs: probeMs } });

/** The next hop: reached, encrypted, and our account taken. mail.md 11.6 */
export async function examineRelay(
  { relay }: Configuration,
  { name, now, ca }: { readonly name: string; readonly now: number; readonly ca?: string | undefined },
): Promise<readonly Finding[]> {
  if (relay === undefined) return [warn("relay", "none: outgoing mail waits in the send queue")];
  const place = `${relay.host}:${relay.port}`;
  try {
    const found = await probeRelay(relay, { name, ca });
    const log = relay.credentials === undefined ? "" : ", and takes our account";
    const tls = found.protocol === undefined ? "in clear text" : `with ${found.protocol}`;
    return [
      found.protocol === undefined || found.isUnverified
        ? warn(
            "relay",
            `${place} answers ${tls}${found.isUnverified ? ", with a certificate that nobody vouches for" : ""}`,
          )
        : ok("relay", `${place} answers ${tls}${log}`),
      ...(found.certificateEndsAt === undefined ? [] : [certificateFinding("relay", found.certificateEndsAt, now)]),
    ];
  } catch (error) {
    const what = error instanceof AccountRefused ? "refuses our account" : "cannot be used";
    return [fail("relay", `${place} ${what}: ${wordsOf(error)}`)];
  }
}
