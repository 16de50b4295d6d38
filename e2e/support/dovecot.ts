import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chown, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createConnection, createServer } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { eventually } from "./eventually.ts";
import { peerPath } from "./peers.ts";

/** A Dovecot of a test's own, on a free port of this machine, over Maildirs in a temporary folder; every user exists, with one password. */
export type Dovecot = {
  readonly port: number;
  readonly password: string;
  /** A user's INBOX, or another folder. */
  readonly folderOf: (user: string, folder?: string) => Maildir;
  /** SIGKILL to it and all of its children, in the middle of whatever they do. */
  readonly kill: () => Promise<void>;
  readonly start: () => Promise<void>;
  readonly log: () => Promise<string>;
};

/** A folder as files: what other programs and other clients do to it. */
export type Maildir = {
  /** Delivers as an MDA does. Value: the file's name. */
  deliver(bytes: string | Uint8Array): Promise<string>;
  /** Another client marks everything as read. */
  markAllRead(): Promise<void>;
  /** Somebody takes a mail away; it can be put back. */
  takeAway(name: string): Promise<() => Promise<string>>;
  /** The UIDs, the next one and the UIDVALIDITY are written as said; Dovecot must not run. */
  number(uidValidity: number, uids: ReadonlyMap<string, number>, uidNext: number): Promise<void>;
  /** UID → name, as Dovecot has given them. */
  uids(): Promise<ReadonlyMap<string, number>>;
  /** Names and flags of all files. */
  files(): Promise<readonly string[]>;
  /** The bytes of all files, in no order. */
  contents(): Promise<readonly Buffer[]>;
};

const password = "dovecot-demo-1";
/** Dovecot never opens mail as root. */
const nobody = 65_534;
const isRoot = userInfo().uid === 0;

/** Starts it; it is killed and its folder removed when the test ends. `tokenInfo`: asked what an OAuth 2 token is worth, which is put behind it. */
export async function startDovecot(
  t: TestContext,
  { tokenInfo }: { readonly tokenInfo?: string } = {},
): Promise<Dovecot> {
  const home = await mkdtemp(join(tmpdir(), "postroom-dovecot-"));
  const port = await freePort();
  await mkdir(join(home, "mail"));
  await writeFile(join(home, "dovecot.conf"), configuration(home, port, tokenInfo !== undefined));
  await writeFile(join(home, "oauth2.conf"), oauth2(tokenInfo ?? ""));
  if (isRoot) execFileSync("chmod", ["755", home]);
  if (isRoot) await chown(join(home, "mail"), nobody, nobody);
  let master: ChildProcess | undefined;

  const start = async (): Promise<void> => {
    const isThere = (is: boolean): boolean => {
      // Somebody else may have its port for a moment.
      if (!is && (master === undefined || master.exitCode !== null || master.signalCode !== null))
        master = spawn(peerPath("dovecot"), ["-F", "-c", join(home, "dovecot.conf")], { stdio: "ignore" });
      return is;
    };
    await eventually(() => answers(port), isThere, 30_000);
  };
  const kill = async (): Promise<void> => {
    if (master === undefined || master.exitCode !== null || master.signalCode !== null) return;
    const ended = once(master, "exit");
    const pid = master.pid ?? 0;
    const children = await descendants(pid);
    for (const one of [pid, ...children]) endNow(one);
    await ended;
  };
  t.after(async () => {
    await kill();
    await rm(home, { recursive: true, force: true, maxRetries: 3 });
  });
  await start();
  return {
    ...{ port, password, kill, start },
    folderOf: (user, folder = "") => maildir(join(home, "mail", user), folder),
    log: () => readFile(join(home, "dovecot.log"), "utf8"),
  };
}

const oauth2 = (tokenInfo: string): string =>
  [
    `tokeninfo_url = ${tokenInfo}`,
    "username_attribute = user",
    "active_attribute = active",
    "active_value = true",
    "",
  ].join("\n");

function configuration(home: string, port: number, hasTokens: boolean): string {
  const { username, uid, gid } = userInfo();
  const owner = isRoot ? { uid: nobody, gid: nobody } : { uid, gid };
  const unprivileged = isRoot
    ? []
    : [
        `default_internal_user = ${username}`,
        `default_login_user = ${username}`,
        `default_internal_group = ${execFileSync("id", ["-gn"], { encoding: "utf8" }).trim()}`,
      ];
  return [
    ...["protocols = imap", "listen = 127.0.0.1", "ssl = no", "disable_plaintext_auth = no"],
    `auth_mechanisms = ${hasTokens ? "xoauth2 oauthbearer" : "plain"}`,
    ...[`base_dir = ${home}/run`, `log_path = ${home}/dovecot.log`, `mail_location = maildir:${home}/mail/%u`],
    ...[`first_valid_uid = ${owner.uid}`, "mail_max_userip_connections = 1000", "mail_fsync = never"],
    ...unprivileged,
    hasTokens
      ? `passdb {\n driver = oauth2\n mechanisms = xoauth2 oauthbearer\n args = ${home}/oauth2.conf\n}`
      : `passdb {\n driver = static\n args = password=${password}\n}`,
    `userdb {\n driver = static\n args = uid=${owner.uid} gid=${owner.gid} home=${home}/mail/%u\n}`,
    ...["service anvil {\n chroot =\n}", "service stats {\n chroot =\n}"],
    `service imap-login {\n chroot =\n inet_listener imap {\n  port = ${port}\n }\n inet_listener imaps {\n  port = 0\n }\n}`,
    "",
  ].join("\n");
}

let delivered = 0;

/** Maildir++: a folder lies in the INBOX, with a dot in front of its name. */
function maildir(inbox: string, name: string): Maildir {
  const folder = name === "" ? inbox : join(inbox, `.${name}`);
  const ready = async (): Promise<void> => {
    for (const path of [inbox, folder, ...["tmp", "new", "cur"].map((name) => join(folder, name))]) {
      await mkdir(path, { recursive: true });
      if (isRoot) await chown(path, nobody, nobody);
    }
  };
  const deliver = async (bytes: string | Uint8Array): Promise<string> => {
    await ready();
    delivered += 1;
    const name = `${Date.now()}.M${delivered}P${process.pid}.test`;
    await writeFile(join(folder, "tmp", name), bytes);
    if (isRoot) await chown(join(folder, "tmp", name), nobody, nobody);
    await rename(join(folder, "tmp", name), join(folder, "new", name));
    return name;
  };
  const all = async (): Promise<readonly { readonly sub: string; readonly file: string }[]> => {
    await ready();
    const lists = await Promise.all(
      ["new", "cur"].map(async (sub) => (await readdir(join(folder, sub))).map((file) => ({ sub, file }))),
    );
    return lists.flat();
  };
  return {
    deliver,
    async markAllRead() {
      for (const { sub, file } of await all()) {
        await rename(join(folder, sub, file), join(folder, "cur", `${baseOf(file)}:2,S`)).catch(() => undefined);
      }
    },
    async takeAway(name) {
      const found = (await all()).find(({ file }) => baseOf(file) === name);
      if (found === undefined) throw new Error(`no such mail: ${name}`);
      const bytes = await readFile(join(folder, found.sub, found.file));
      await rm(join(folder, found.sub, found.file));
      return () => deliver(bytes);
    },
    async number(uidValidity, uids, uidNext) {
      await ready();
      for (const file of await readdir(folder)) if (file.startsWith("dovecot")) await rm(join(folder, file));
      const lines = [...uids].sort(([, a], [, b]) => a - b).map(([name, uid]) => `${uid} :${name}`);
      const guid = "00000000000000000000000000000001";
      const list = join(folder, "dovecot-uidlist");
      await writeFile(list, `${[`3 V${uidValidity} N${uidNext} G${guid}`, ...lines].join("\n")}\n`);
      if (isRoot) await chown(list, nobody, nobody);
    },
    async uids() {
      const [, ...lines] = (await readFile(join(folder, "dovecot-uidlist"), "utf8")).trim().split("\n");
      return new Map(
        lines.map((line) => {
          const [, uid = "", name = ""] = /^(\d+) .*?:(\S+)$/.exec(line) ?? [];
          return [baseOf(name), Number(uid)];
        }),
      );
    },
    files: async () => (await all()).map(({ file }) => file),
    contents: async () => Promise.all((await all()).map(({ sub, file }) => readFile(join(folder, sub, file)))),
  };
}

const baseOf = (file: string): string => file.split(":")[0] ?? file;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address !== null ? address.port : 0;
}

/** Whether an IMAP server greets. */
function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ port, host: "127.0.0.1" });
    socket.setTimeout(1_000, () => socket.destroy());
    socket.once("data", () => {
      resolve(true);
      socket.destroy();
    });
    socket.on("error", () => undefined);
    socket.once("close", () => resolve(false));
  });
}

/** The children of a process and theirs, from /proc. */
async function descendants(pid: number): Promise<readonly number[]> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, "utf8").catch(() => "");
  const own = children.trim().split(" ").filter(Boolean).map(Number);
  return [...own, ...(await Promise.all(own.map(descendants))).flat()];
}

function endNow(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It is gone already.
  }
}
