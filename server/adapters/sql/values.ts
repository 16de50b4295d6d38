import { createHash } from "node:crypto";

/**
 * JSON that PostgreSQL can keep: NUL and lone surrogates, which jsonb refuses, become the replacement character. Hostile mail has both.
 */
export const json = (value: unknown): string => {
  const written = JSON.stringify(value);
  // Looking back at each place costs more than writing; nearly nothing has such an escape.
  return written.includes("\\u") ? written.replace(unstorable, "$1\\ufffd") : written;
};

/** Text that PostgreSQL can keep. */
export const text = (value: string): string => value.toWellFormed().replaceAll("\0", "\ufffd");

/** Text of strangers as an index can keep it: what is too long for one (PostgreSQL: 2,704 bytes) becomes its hash. */
export const key = (value: string): string =>
  value.length <= keyCharactersMax ? text(value) : hashed(value.toWellFormed());

/** What is left of a key when the mail that it recognises is erased: it still recognises it, and says nothing of anybody. */
export const erasedKey = (value: string): string => hashed(key(value));

const hashed = (value: string): string => `sha256:${createHash("sha256").update(value).digest("hex")}`;

const keyCharactersMax = 500;

/** Milliseconds as the driver's timestamp. */
export const time = (ms: number): Date => new Date(ms);

export const optional = <T>(value: T | null | undefined): T | undefined => value ?? undefined;

// JSON.stringify escapes exactly lone surrogates and control characters; an even number of backslashes in front means a real escape.
const unstorable = /(?<!\\)((?:\\\\)*)\\u(?:0000|d[89a-f][0-9a-f]{2})/g;
