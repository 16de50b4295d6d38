import { StartRefused } from "../start-refused.ts";

/** Another live postroom holds the directory (architecture.md 11). `pid` is undefined when its lock file could not be read. */
export class DirectoryTaken extends StartRefused {
  readonly pid: number | undefined;

  constructor(directory: string, pid: number | undefined) {
    super(`another postroom (pid ${pid ?? "unknown"}) serves this directory: ${directory}`);
    this.pid = pid;
  }
}

/** The directory cannot be read or written, or what lies in it is no database of ours. */
export class DirectoryUnusable extends StartRefused {}

/** The cluster was written by another major version of PostgreSQL (scale.md 1.1, point 6). */
export class OtherMajor extends StartRefused {
  constructor(cluster: string, found: string, ours: number) {
    super(
      `${cluster} was written by PostgreSQL ${found}, this postroom brings ${ours}: ` +
        "run `postroom move --to postgres://…` with the release that wrote it",
    );
  }
}

/** There is no PostgreSQL for this machine, or no user that may run it. */
export class BinariesUnusable extends StartRefused {}

/** PostgreSQL did not come up. The end of its log is in the message. */
export class ServerFailed extends Error {}
