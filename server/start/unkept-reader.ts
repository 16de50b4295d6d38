import { createMemoryFiles } from "../adapters/files/in-memory.ts";
import type { ReadingLimits } from "../adapters/mime/limits.ts";
import { createMessageReader } from "../adapters/mime/reader.ts";
import type { ThreadPool } from "../adapters/mime/thread-pool.ts";
import type { UnkeptReader } from "../ports/mail.ts";

/** The reader of incoming mail, in its threads and with its limits, on files that no disk sees. */
export const unkeptReader =
  (pool: ThreadPool, limits?: ReadingLimits): UnkeptReader =>
  (bytes) =>
    createMessageReader({ pool, files: createMemoryFiles(), ...(limits === undefined ? {} : { limits }) }).read({
      bytes,
    });
