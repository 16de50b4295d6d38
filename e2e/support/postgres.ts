import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chownSync, mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { eventually } from "./eventually.ts";
import { peerPath } from "./peers.ts";

/** PostgreSQL refuses to run as root; Debian's account for what belongs to nobody serves. */
const nobody = 65_534;

/** Starts the machine's own PostgreSQL with an empty database until the test ends; returns its URL. */
export async function startPostgres(t: TestContext): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "postroom-pg-"));
  const isRoot = process.getuid?.() === 0;
  const account = isRoot ? { uid: nobody, gid: nobody } : {};
  if (isRoot) chownSync(folder, nobody, nobody);
  const data = join(folder, "data");
  const options = { ...account, cwd: folder, stdio: "ignore" } as const;
  execFileSync(peerPath("initdb"), ["-D", data, "-U", "owner", "-A", "trust", "-E", "UTF8", "--no-sync"], options);
  const port = await freePort();
  const settings = ["listen_addresses=127.0.0.1", `unix_socket_directories=${folder}`].flatMap((one) => ["-c", one]);
  const child = spawn(peerPath("postgres"), ["-D", data, "-p", `${port}`, ...settings], options);
  const ended = once(child, "exit");
  t.after(async () => {
    child.kill("SIGINT");
    await ended;
    await rm(folder, { recursive: true, force: true });
  });
  await eventually(
    () => answers(port),
    (isThere) => isThere,
  );
  return `postgres://owner@127.0.0.1:${port}/postgres`;
}

/** Whether somebody speaks PostgreSQL there and is done with starting: it asks for no more than a refusal of encryption. */
async function answers(port: number): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  try {
    await once(socket, "connect");
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" ? (address?.port ?? 0) : 0;
}
