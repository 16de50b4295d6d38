/** One header field of a message: its name and its value, unfolded, as Latin-1 so that every byte survives. */
export type Field = { readonly name: string; readonly value: string };

/** A message as header fields and the rest. `body` starts behind the empty line (RFC 5322 §2.1). */
export type Split = { readonly fields: readonly Field[]; readonly body: Buffer };

/** Splits a message with CR LF line ends. The demo reads only mail that it wrote itself or that Postroom composed. */
export function splitMessage(raw: Buffer): Split {
  const end = raw.indexOf("\r\n\r\n");
  const block = raw.toString("latin1", 0, end < 0 ? raw.length : end);
  return { fields: block.split(/\r\n(?![ \t])/).map(field), body: raw.subarray(end < 0 ? raw.length : end + 4) };
}

/** The value of the first field of that name, or an empty string. */
export function headerValue(fields: readonly Field[], name: string): string {
  return fields.find((field) => field.name.toLowerCase() === name)?.value ?? "";
}

/** Message identifiers, with their angle brackets, in order (RFC 5322 §3.6.4). */
export function idsIn(value: string): readonly string[] {
  return value.match(/<[^<>\s]+>/g) ?? [];
}

/** A message of these fields and this body; ids and words are folded one to a line. */
export function joinMessage(fields: readonly Field[], body: Buffer): Buffer {
  const block = fields.map(({ name, value }) => `${name}: ${fold(value)}\r\n`).join("");
  return Buffer.concat([Buffer.from(`${block}\r\n`, "latin1"), body]);
}

/** RFC 5322 Date in UTC. */
export function dateField(at: Date): string {
  return at.toUTCString().replace("GMT", "+0000");
}

function field(line: string): Field {
  const colon = line.indexOf(":");
  const value = line.slice(colon + 1).replace(/\r\n(?=[ \t])/g, "");
  return { name: line.slice(0, colon), value: value.trim() };
}

function fold(value: string): string {
  const lineMax = 70;
  let line = "";
  const lines: string[] = [];
  for (const word of value.split(/[ \t]+/)) {
    if (line !== "" && line.length + word.length > lineMax) {
      lines.push(line);
      line = "";
    }
    line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line].join("\r\n ");
}
