/** The header lines of a text, `X-Plan: gold`, as far as there are any; of a whole mail what stands before its text. Folded lines belong together. */
export function headersIn(text: string): Readonly<Record<string, string>> {
  const [head = ""] = text.replaceAll("\r\n", "\n").split("\n\n");
  const lines = head.replaceAll(/\n[ \t]+/g, " ").split("\n");
  const found = lines.flatMap((line): readonly (readonly [string, string])[] => {
    const [, name, value] = /^([!-9;-~]+)[ \t]*:(.*)$/s.exec(line) ?? [];
    return name === undefined || value === undefined ? [] : [[name, value.trim()]];
  });
  return Object.fromEntries(found);
}
