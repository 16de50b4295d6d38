import { createHash, randomBytes } from "node:crypto";
import { lchown, lstat, mkdir, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { isAbsolute, join } from "node:path";
import { codeOf } from "./fault-code.ts";
import type { Layout } from "./layout.ts";
import type { Account } from "./operating-user.ts";
import { DirectoryUnusable } from "./refusals.ts";

/** Where a server listens: `host` is a socket's folder, or 127.0.0.1 where there are no sockets. */
export type Endpoint = { readonly host: string; readonly port: number };

/** Names the only port of a socket's folder; no network knows it. */
const socketPort = 5432;
/** `sun_path` holds 107 bytes and a zero. */
const socketPathBytesMax = 106;

/** A place to listen that nobody else can reach. `account`: who must be able to bind there. Throws `DirectoryUnusable`. */
export async function prepareEndpoint(layout: Layout, account: Account | undefined): Promise<Endpoint> {
  if (process.platform === "win32") return { host: "127.0.0.1", port: await freePort() };
  const folder = socketFolders(layout, account).find(fits);
  if (folder === undefined) throw new DirectoryUnusable(`no path is short enough for a socket: shorten TMPDIR`);
  await makePrivate(folder, account);
  return { host: folder, port: socketPort };
}

/** The socket's folder, where it is gone: who tidies temporary folders, or gave up a server that was lost as soon as it answered, took it. */
export async function remakeFolder({ host }: Endpoint, account: Account | undefined): Promise<void> {
  if (isAbsolute(host)) await makePrivate(host, account);
}

/** The password of both roles where the server listens on a port; undefined on sockets, whose folder is the protection. */
export async function readPassword(layout: Layout): Promise<string | undefined> {
  if (process.platform !== "win32") return undefined;
  return (await readFile(layout.password, "utf8")).trim();
}

export async function makePassword(layout: Layout): Promise<void> {
  await writeFile(layout.password, `${randomBytes(24).toString("base64url")}\n`, { mode: 0o600 });
}

/** A `postgres://` URL that `pg` and every started process understand. */
export function urlOf(endpoint: Endpoint, password: string | undefined, user: string, database: string): string {
  const secret = password === undefined ? "" : `:${encodeURIComponent(password)}`;
  // sslmode is said so that a PGSSLMODE in somebody's environment does not ask a socket for TLS.
  const where = `host=${encodeURIComponent(endpoint.host)}&port=${endpoint.port}&sslmode=disable`;
  return `postgres://${user}${secret}@localhost/${database}?${where}`;
}

/** The file by which PostgreSQL keeps a socket to one server; undefined where there is no socket. */
export function socketLock({ host, port }: Endpoint): string | undefined {
  return isAbsolute(host) ? `${socketOf(host, port)}.lock` : undefined;
}

/** In the data directory; if that is too deep, or closed to the account, a short one whose name tells the directory. */
function socketFolders(layout: Layout, account: Account | undefined): readonly string[] {
  const name = `postroom-${createHash("sha256").update(layout.data).digest("hex").slice(0, 16)}`;
  const short = [join(tmpdir(), name), join("/tmp", name)];
  return account === undefined ? [layout.socket, ...short] : short;
}

/** In a temporary folder anybody can have put something under the name before us: a link, or a folder of his own. */
async function makePrivate(folder: string, account: Account | undefined): Promise<void> {
  await mkdir(folder, { mode: 0o700 }).catch((cause: unknown) => {
    if (codeOf(cause) !== "EEXIST") throw cause;
  });
  const found = await lstat(folder);
  const isOurs = found.uid === process.getuid?.() || found.uid === account?.uid;
  if (!found.isDirectory() || !isOurs || (found.mode & 0o077) !== 0) {
    throw new DirectoryUnusable(`${folder} must be a folder of this user alone (mode 0700)`);
  }
  if (account !== undefined) await lchown(folder, account.uid, account.gid);
}

function fits(folder: string): boolean {
  return Buffer.byteLength(socketOf(folder, socketPort)) <= socketPathBytesMax;
}

function socketOf(folder: string, port: number): string {
  return join(folder, `.s.PGSQL.${port}`);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new DirectoryUnusable("no free port on 127.0.0.1");
  return address.port;
}
