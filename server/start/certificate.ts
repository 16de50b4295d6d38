import { readFile } from "node:fs/promises";
import { createSecureContext } from "node:tls";
import { StartRefused } from "../start-refused.ts";
import { createRefusals } from "./refusals.ts";

/** PEM texts of a certificate chain and its key. */
export type Certificate = { readonly cert: string; readonly key: string };

type Named = { readonly certificate: string | undefined; readonly key: string | undefined };

/** The certificate with which SMTP offers STARTTLS; undefined when none is named. Refuses one without the other, and what cannot be read or does not fit together. reliability.md 2.10 */
export async function readCertificate({ certificate, key }: Named): Promise<Certificate | undefined> {
  if (certificate === undefined && key === undefined) return undefined;
  if (certificate === undefined || key === undefined) {
    throw new StartRefused(["--smtp-certificate and --smtp-key belong together"], 2);
  }
  const refusals = createRefusals();
  const cert = await refusals.tried(() => read("--smtp-certificate", certificate));
  const keyText = await refusals.tried(() => read("--smtp-key", key));
  refusals.end();
  if (cert === undefined || keyText === undefined) throw new Error("a file was refused without a word");
  try {
    createSecureContext({ cert, key: keyText });
  } catch (cause) {
    throw unusable("--smtp-certificate", cause);
  }
  return { cert, key: keyText };
}

async function read(flag: string, file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    throw unusable(flag, cause);
  }
}

const unusable = (flag: string, cause: unknown): StartRefused =>
  new StartRefused([`${flag}: ${cause instanceof Error ? cause.message : String(cause)}`], 2, { cause });
