import { ArchiveRefused } from "../../adapters/archive/read.ts";
import { ArchiveUnwritable } from "../../adapters/archive/write.ts";
import { StartRefused as SqlRefused } from "../../adapters/sql/start-refused.ts";
import { StartRefused } from "../../start-refused.ts";

/** Why a copy of the store did not come about, behind `what` cannot be done: 2 where the file or the target is not for it, 3 where something failed under way. */
export function copyRefused(what: string, cause: unknown): StartRefused {
  if (cause instanceof StartRefused) return cause;
  const isOurs = [ArchiveRefused, ArchiveUnwritable, SqlRefused].some((kind) => cause instanceof kind);
  const isNoFile = cause instanceof Error && "syscall" in cause && cause.syscall === "open";
  const because = cause instanceof Error ? cause.message || String(cause) : String(cause);
  return new StartRefused([`${what}: ${because}`], isOurs || isNoFile ? 2 : 3, { cause });
}
