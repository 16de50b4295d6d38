import type { Provisioning } from "@postroom/contract";
import type { FilesNamed } from "../config.ts";
import { StartRefused } from "../start-refused.ts";
import { type Certificate, readCertificate } from "./certificate.ts";
import { readProvisioning } from "./provisioning.ts";
import { createRefusals } from "./refusals.ts";

/** What stands in the files that the configuration names. */
export type NamedFiles = { readonly provisioning: Provisioning; readonly certificate: Certificate | undefined };

/** Reads them before anything is started. Refuses with the problems of all of them. product.md */
export async function readNamedFiles({ provision, smtpCertificate, smtpKey }: FilesNamed): Promise<NamedFiles> {
  const refusals = createRefusals();
  const provisioning = await refusals.tried(() => readProvisioning(provision));
  const certificate = await refusals.tried(() => readCertificate({ certificate: smtpCertificate, key: smtpKey }));
  refusals.end();
  if (provisioning === undefined) throw new Error("a file was refused without a word");
  return { provisioning, certificate };
}

/** The problems alone, for who has others to tell. */
export async function problemsInFiles(named: FilesNamed): Promise<readonly string[]> {
  try {
    await readNamedFiles(named);
    return [];
  } catch (error) {
    if (error instanceof StartRefused) return error.problems;
    throw error;
  }
}
