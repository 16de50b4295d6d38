import { FileDamaged, FileMissing, type Files, type StoredFile } from "../../ports/files.ts";
import type { Store } from "../../ports/store.ts";
import { type Finding, findingsMax } from "./finding.ts";

const filesPerPage = 1_000;

type Checking = { readonly store: Store; readonly files: Files };

/** Every file that a row names is there, as large as the row says, and has the bytes that its name is the hash of. I1 */
export async function fileFindings({ store, files }: Checking): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  let after = "";
  while (findings.length < findingsMax) {
    const behind = after;
    const named = await store.read((reading) => reading.consistency.filesNamed(behind, filesPerPage));
    for (const file of named) {
      const problem = await problemOf(files, file);
      if (problem !== undefined) findings.push({ rule: "I1", message: `file ${file.sha256}: ${problem}` });
    }
    const last = named.at(-1);
    if (last === undefined || named.length < filesPerPage) break;
    after = last.sha256;
  }
  return findings.slice(0, findingsMax);
}

async function problemOf(files: Files, { sha256, size }: StoredFile): Promise<string | undefined> {
  let bytes = 0;
  try {
    for await (const part of files.open(sha256)) bytes += part.length;
  } catch (error) {
    if (error instanceof FileMissing) return "missing";
    if (error instanceof FileDamaged) return error.cause === undefined ? "damaged" : "the disk cannot read it";
    throw error;
  }
  return bytes === size ? undefined : `not ${size} bytes long`;
}
