import { type ArchiveRecord, continuing, type FileHead, type Header, type Manifest, type TableHead } from "./format.ts";
import { ArchiveRefused, readArchive } from "./read.ts";

/** A part of a backup: what its head says, and the bytes that belong to it. */
export type Section =
  | { readonly kind: "header"; readonly head: Header }
  | { readonly kind: "table"; readonly head: TableHead; readonly bytes: AsyncIterable<Uint8Array> }
  | { readonly kind: "file"; readonly head: FileHead; readonly bytes: AsyncIterable<Uint8Array> }
  | { readonly kind: "manifest"; readonly head: Manifest };

/** The parts of a backup in their order; the bytes of each must be read before the next is asked for. Throws as `readArchive`. */
export async function* readSections(path: string): AsyncGenerator<Section> {
  const records = readArchive(path);
  try {
    let next = await records.next();
    const rest = async function* (): AsyncGenerator<Uint8Array> {
      for (next = await records.next(); isContinued(next); next = await records.next()) yield next.value.payload;
    };
    while (!next.done) {
      const bytes = rest();
      yield sectionOf(next.value, bytes);
      // Also where nobody wanted them.
      for await (const _ of bytes);
    }
  } finally {
    await records.return(undefined);
  }
}

/** What a whole and undamaged backup says of itself. Reads all of it once. Throws as `readArchive`. */
export async function verifyArchive(path: string): Promise<{ readonly header: Header; readonly manifest: Manifest }> {
  let header: Header | undefined;
  let manifest: Manifest | undefined;
  for await (const section of readSections(path)) {
    if (section.kind === "header") header = section.head;
    if (section.kind === "manifest") manifest = section.head;
  }
  if (header === undefined || manifest === undefined)
    throw new ArchiveRefused("the backup is damaged: it is not whole");
  return { header, manifest };
}

const isContinued = (next: IteratorResult<ArchiveRecord>): next is IteratorYieldResult<ArchiveRecord> =>
  next.done !== true && continuing.has(next.value.kind);

function sectionOf({ kind, payload }: ArchiveRecord, bytes: AsyncIterable<Uint8Array>): Section {
  if (continuing.has(kind)) throw new ArchiveRefused("the backup is damaged: bytes that belong to nothing");
  return { kind, head: headIn(payload), bytes } as Section;
}

function headIn(payload: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(payload).toString("utf8"));
  } catch (cause) {
    throw new ArchiveRefused("the backup is damaged: a head in it cannot be read", { cause });
  }
}
