/** What the header fields of a part say. */
export type PartHead = {
  readonly name: string;
  /** Undefined for a field; empty for a file without a name. */
  readonly fileName: string | undefined;
  /** As it came; undefined without one. */
  readonly contentType: string | undefined;
};

/** Reads a part's header lines. RFC 7578 §4.2; `filename*` (RFC 8187) counts before `filename`, as wire.md 6.2 says. */
export function partHead(lines: readonly Uint8Array[]): PartHead {
  const fields = fieldsOf(lines);
  const parameters = parametersOf(fields.get("content-disposition") ?? "");
  const contentType = fields.get("content-type");
  const fileName = extended(parameters.get("filename*")) ?? plain(parameters.get("filename"));
  const isFile = fileName !== undefined || /^\s*application\/octet-stream\s*(?:;|$)/i.test(contentType ?? "");
  return { name: plain(parameters.get("name")) ?? "", fileName: isFile ? (fileName ?? "") : undefined, contentType };
}

/** name in lower case → value, folded lines joined; of two the first counts. */
function fieldsOf(lines: readonly Uint8Array[]): ReadonlyMap<string, string> {
  const unfolded: string[] = [];
  for (const line of lines.map(textOf)) {
    if (/^[ \t]/.test(line)) unfolded.push(`${unfolded.pop() ?? ""}${line}`);
    else unfolded.push(line);
  }
  const fields = unfolded.map((line) => {
    const colon = line.indexOf(":");
    return [line.slice(0, Math.max(0, colon)).trim().toLowerCase(), line.slice(colon + 1).trim()] as const;
  });
  return new Map(fields.toReversed());
}

/** UTF-8, as everybody sends it by now; what is none is read byte by byte. */
function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return Buffer.from(bytes).toString("latin1");
  }
}

const parameter = /;\s*([\w!#$&+.^`|~-]+\*?)\s*=\s*(?:"((?:\\["\\]|[^"])*)"|([^;\s]*))/g;

/** Parameters of `form-data`; a value stands in quotes, in which only a quote and a backslash are escaped. */
const parametersOf = (disposition: string): ReadonlyMap<string, string> =>
  new Map(
    [...disposition.matchAll(parameter)]
      .map(
        ([, name = "", quoted, bare = ""]) =>
          [name.toLowerCase(), quoted?.replace(/\\(["\\])/g, "$1") ?? bare] as const,
      )
      .toReversed(),
  );

/** Browsers write these three as percent codes, and nothing else (HTML Standard, multipart/form-data). */
const plain = (value: string | undefined): string | undefined =>
  value?.replace(/%(?:22|0D|0A)/gi, (code) => decodeURIComponent(code));

/** `charset'language'percent-encoded`. Undefined when it is broken, so that `filename` counts. */
function extended(value: string | undefined): string | undefined {
  const [, charset, encoded = ""] = /^(utf-8|iso-8859-1)'[^']*'((?:%[0-9a-f]{2}|[^%])*)$/i.exec(value ?? "") ?? [];
  if (charset === undefined) return undefined;
  const bytes = Buffer.from(
    encoded.replace(/%([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))),
    "latin1",
  );
  return charset.toLowerCase() === "utf-8" ? textOf(bytes) : bytes.toString("latin1");
}
