import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);
const variable = "POSTROOM_PREPARED_DATA";

/** Tells the processes of the tests where the prepared data directory is; undefined: nowhere any more. */
export function announcePrepared(data: string | undefined): void {
  if (data === undefined) delete process.env[variable];
  else process.env[variable] = data;
}

/** Begins a data directory as `postroom migrate` leaves it, which halves the first start; without a prepared one it stays absent. */
export async function beginPrepared(data: string): Promise<void> {
  const prepared = process.env[variable];
  // With owners and modes, about which PostgreSQL is particular.
  if (prepared !== undefined) await run("cp", ["-a", prepared, data]);
}
