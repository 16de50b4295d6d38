import { generateKeyPairSync } from "node:crypto";
import { dkimRecord } from "../../domain/mail/dkim-record.ts";
import type { SigningKey } from "../../ports/signing.ts";

const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
const ed = generateKeyPairSync("ed25519");
const pem = { type: "pkcs8", format: "pem" } as const;
const der = { type: "spki", format: "der" } as const;

/** Keys of both kinds that live as long as the process. */
export const testKeys: readonly SigningKey[] = [
  {
    ...{ selector: "s1-rsa", kind: "rsa", privateKey: rsa.privateKey.export(pem).toString() },
    publicKey: rsa.publicKey.export(der).toString("base64"),
  },
  {
    ...{ selector: "s1-ed", kind: "ed25519", privateKey: ed.privateKey.export(pem).toString() },
    publicKey: ed.publicKey.export(der).subarray(-32).toString("base64"),
  },
];

/** What acme.test publishes, in the form of `node:dns`. */
export const acmeRecords: Readonly<Record<string, string[][]>> = Object.fromEntries([
  ["TXT _dmarc.acme.test", [["v=DMARC1; p=reject; adkim=s"]]],
  ...testKeys.map((key) => {
    const { name, value } = dkimRecord("acme.test", key);
    return [`TXT ${name}`, [[value.slice(0, 255), value.slice(255)]]];
  }),
]);
