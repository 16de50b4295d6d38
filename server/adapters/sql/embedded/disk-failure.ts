import { open, stat } from "node:fs/promises";

/**
 * What PostgreSQL's log tells of a disk that failed: a sync that ended with any error, another step with the device's own. No space and
 * read-only are none, they pass (reliability.md 2.8). Value: the line.
 */
export function diskFailureIn(log: string): string | undefined {
  return log.split("\n").find((line) => failedSync.test(line) || failedStep.test(line));
}

/** From its beginning: what follows may hold words of others. */
const failedSync = /^\S+ \S+ \S+ \[\d+\] PANIC: {2}could not (?:fsync|fdatasync|fsync write-through) file /;
const failedStep = /^\S+ \S+ \S+ \[\d+\] PANIC: {2}could not .*: Input\/output error/;

/** How long the log is now. */
export const lengthOf = (file: string): Promise<number> =>
  stat(file).then(
    ({ size }) => size,
    () => 0,
  );

/** What was written to the log since it was so long, at most its last megabyte. */
export async function writtenSince(file: string, from: number): Promise<string> {
  const size = await lengthOf(file);
  // Shorter: it was put aside, and another one has begun.
  const start = Math.max(from <= size ? from : 0, size - readMax);
  const handle = await open(file, "r").catch(() => undefined);
  if (handle === undefined) return "";
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(size - start), 0, size - start, start);
    return buffer.toString("utf8", 0, bytesRead);
  } finally {
    await handle.close();
  }
}

const readMax = 1_048_576;
