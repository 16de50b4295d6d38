import type { Field } from "../mail-facts.ts";

/**
 * Fields of a text in the form of a header, in order: unfolded, trimmed; lines that are none are left out. Empty lines count for nothing,
 * because reports forget them and add others (mail.md 8.2). At most `fieldsMax`.
 */
export function fieldsOfText(text: string): readonly Field[] {
  const fields: { name: string; value: string }[] = [];
  for (const line of text.slice(0, textMax).split(/\r\n?|\n/)) {
    const last = fields.at(-1);
    const [start = "", name] = fieldStart.exec(line) ?? [];
    if (name !== undefined) fields.push({ name, value: line.slice(start.length).trim() });
    else if (/^[ \t]/.test(line) && last !== undefined)
      last.value = `${last.value} ${line.trim()}`.trim().slice(0, valueMax);
    if (fields.length >= fieldsMax) break;
  }
  return fields;
}

/** The fields up to the first empty line: what remains of a returned message's header. Empty lines in front do not count. */
export function headerOfText(text: string): readonly Field[] {
  const within = text.slice(0, textMax).trimStart();
  const end = within.search(/\n[ \t]{0,200}\r?\n/);
  return fieldsOfText(end < 0 ? within : within.slice(0, end));
}

const fieldStart = /^([!-9;-~]{1,60})[ \t]{0,8}:/;
const textMax = 65_536;
const valueMax = 4000;
const fieldsMax = 1000;
