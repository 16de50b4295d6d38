import { execFileSync, spawn } from "node:child_process";
import { chown, mkdtemp, rm } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { end, freePort, programOf, until } from "./run.ts";

/** A PostgreSQL of the machine's own, empty. */
export type Database = { readonly url: string; stop(): Promise<void> };

/** PostgreSQL refuses to run as root; this account has nothing. */
const nobody = 65_534;

/** As it comes, durable. Throws where PostgreSQL is not installed. */
export async function startDatabase(): Promise<Database> {
  const [initdb, postgres] = [programOf("initdb"), programOf("postgres")];
  if (initdb === undefined || postgres === undefined) throw new Error("needs initdb and postgres on the path");
  const home = await mkdtemp(join(tmpdir(), "postgres-bench-"));
  const isRoot = process.getuid?.() === 0;
  if (isRoot) await chown(home, nobody, nobody);
  const options = { ...(isRoot ? { uid: nobody, gid: nobody } : {}), cwd: home, stdio: "ignore" } as const;
  const data = join(home, "data");
  execFileSync(initdb, ["-D", data, "-U", "owner", "-A", "trust", "-E", "UTF8"], options);
  const port = await freePort();
  const settings = [
    "listen_addresses=127.0.0.1",
    `unix_socket_directories=${home}`,
    "shared_buffers=128MB",
    "max_connections=100",
  ];
  const child = spawn(postgres, ["-D", data, "-p", `${port}`, ...settings.flatMap((one) => ["-c", one])], options);
  await until(() => answers(port), 20_000, "PostgreSQL answers");
  return {
    url: `postgres://owner@127.0.0.1:${port}/postgres`,
    async stop() {
      await end(child, "SIGINT");
      await rm(home, { recursive: true, force: true });
    },
  };
}

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
