import { statfs } from "node:fs/promises";
import { tmpdir } from "node:os";

const memory = "/dev/shm";
/** Clones of the template that exist at one time, several times over. */
const bytesMin = 2 * 1024 ** 3;

/** Where files may live that nobody needs after a test: in memory where there is room (databases are cloned and dropped twice as fast), else the usual place. */
export async function scratchFolder(): Promise<string> {
  try {
    const { bavail, bsize } = await statfs(memory);
    return bavail * bsize >= bytesMin ? memory : tmpdir();
  } catch {
    return tmpdir();
  }
}
