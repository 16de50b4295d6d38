import { readFile, stat } from "node:fs/promises";
import { parseDocument } from "yaml";

export type ReadFile =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly problems: readonly string[] };

/** No file that people write is larger. */
const fileBytesMax = 64 * 1024 * 1024;

/** No file that people write refers to itself more often; without a bound few bytes can stand for millions of values. */
const aliasesMax = 1_000;

/** Reads YAML 1.2 or JSON. Problems are lines that name the file, and line and column where there is one. A file that may be missing then is empty. */
export async function readYamlFile(name: string, { mayBeMissing = false } = {}): Promise<ReadFile> {
  try {
    const { size } = await stat(name);
    if (size > fileBytesMax) return refused(`${name}: larger than ${fileBytesMax} bytes`);
    return parse(name, await readFile(name, "utf8"));
  } catch (error) {
    const code = codeOf(error);
    return code === "ENOENT" && mayBeMissing
      ? { ok: true, value: undefined }
      : refused(`${name}: ${reasons[code] ?? `cannot be read (${code})`}`);
  }
}

function parse(name: string, text: string): ReadFile {
  const document = parseDocument(text.replace(/^\uFEFF/, ""), { prettyErrors: true });
  if (document.errors.length > 0) {
    return {
      ok: false,
      problems: document.errors.map(({ message }) => `${name}: ${message.split("\n")[0]?.replace(/:$/, "")}`),
    };
  }
  try {
    return { ok: true, value: document.toJS({ maxAliasCount: aliasesMax }) };
  } catch {
    return refused(`${name}: refers to itself too often`);
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "no such file",
  EACCES: "no permission to read it",
  EISDIR: "is a folder",
};

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : String(error);

const refused = (problem: string): ReadFile => ({ ok: false, problems: [problem] });
