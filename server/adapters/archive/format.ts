import type { Migrations } from "../../ports/archive.ts";

/**
 * A backup is one file: this line, then records of one byte (the kind), four (the payload's length, big-endian) and the payload. First the
 * header; then of each table its head and its rows, and of each stored file its head and its bytes; then the manifest; last the SHA-256 of all that stands
 * before it. So it is written in one go, and no byte of it can change unseen. reliability.md 2.11
 */
export const firstLine = "postroom backup 1\n";

/** In the order of their codes: the first is 1. A code never gets another meaning. */
export const kinds = ["header", "table", "rows", "file", "bytes", "manifest", "digest"] as const;

export type Kind = (typeof kinds)[number];

/** Kinds of which many follow each other, and are one thing together. */
export const continuing: ReadonlySet<Kind> = new Set(["rows", "bytes"]);

/** So much of such a thing one record has at most. */
export const partBytes = 1024 * 1024;

export type ArchiveRecord = { readonly kind: Kind; readonly payload: Uint8Array };

/** Bytes of kind and length in front of a payload. */
export const headBytes = 5;
/** A longer payload is none of ours. */
export const payloadBytesMax = 16 * 1024 * 1024;

/** What can be told before anything is read of it. */
export type Header = {
  /** The release that made it. */
  readonly release: string;
  /** Wall time. */
  readonly madeAt: number;
  /** What the centre's own clock said: it never goes back, wherever the centre goes on. reliability.md 2.6 */
  readonly steady: number;
  /** The schema that its rows have. */
  readonly migrations: Migrations;
};

export type TableHead = { readonly name: string; readonly columns: readonly string[] };

export type FileHead = { readonly sha256: string; readonly size: number };

export type Manifest = {
  readonly tables: readonly { readonly name: string; readonly rows: number }[];
  readonly files: number;
  /** Files that rows name and that were missing or damaged already when it was made. */
  readonly missing: readonly string[];
  readonly sequences: readonly { readonly name: string; readonly last: number }[];
};
