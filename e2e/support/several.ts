import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { startPostgres } from "./postgres.ts";
import { type RunningServer, type ServerOptions, startServer } from "./server.ts";
import { temporaryFolder } from "./team.ts";

/** Several servers on one PostgreSQL of the user's own and one directory of files. */
export type Several = {
  readonly servers: readonly [RunningServer, ...RunningServer[]];
  readonly database: string;
  readonly data: string;
  /** One more, on the same. */
  readonly another: (more?: ServerOptions) => Promise<RunningServer>;
};

/** Starts them all at the same moment on an empty database, as a balancer's host does. */
export async function startSeveral(t: TestContext, count: number, options: ServerOptions = {}): Promise<Several> {
  const database = await startPostgres(t);
  const data = join(await temporaryFolder(t), "data");
  await mkdir(data, { mode: 0o700 });
  const another = (more: ServerOptions = {}) => startServer(t, { database, data, ...options, ...more });
  const [first, ...others] = await Promise.all([another(), ...Array.from({ length: count - 1 }, () => another())]);
  return { servers: [first, ...others], database, data, another };
}
