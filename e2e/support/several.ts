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
  const started: RunningServer[] = [];
  // Before their database, which is told to end in its turn.
  t.after(() => Promise.all(started.map(ended)));
  const database = await startPostgres(t);
  const data = join(await temporaryFolder(t), "data");
  await mkdir(data, { mode: 0o700 });
  const another = async (more: ServerOptions = {}): Promise<RunningServer> => {
    const server = await startServer(t, { database, data, ...options, ...more });
    started.push(server);
    return server;
  };
  const [first, ...others] = await Promise.all([another(), ...Array.from({ length: count - 1 }, () => another())]);
  return { servers: [first, ...others], database, data, another };
}

/** Also one that a test has frozen. */
async function ended({ ready, stop }: RunningServer): Promise<void> {
  try {
    process.kill(ready().pid, "SIGCONT");
  } catch {
    // It is gone already.
  }
  await stop();
}
