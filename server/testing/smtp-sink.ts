import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as after } from "node:timers/promises";
import { atEnd, type Scope } from "./at-end.ts";
import { peerPath } from "./peers.ts";

/** Postfix's receiver for tests, which fails on demand. */
export type SmtpSink = {
  readonly port: number;
  /** What it took: the arguments of MAIL and RCPT, and the message with CR LF line ends. */
  mails(): Promise<readonly SunkMail[]>;
};

export type SunkMail = { readonly from: string; readonly to: readonly string[]; readonly message: string };

/** Starts `smtp-sink` with these arguments (`-f .` refuses, `-r .` defers, `-q .` hangs up, `-Q .` says 421 at that command). */
export async function startSink(scope: Scope, ...args: readonly string[]): Promise<SmtpSink> {
  const folder = await mkdtemp(join(tmpdir(), "postroom-sink-"));
  await chmod(folder, 0o777);
  const port = await freePort();
  // It refuses to run as root and wants to be told as whom instead.
  const asNobody = process.getuid?.() === 0 ? ["-u", "nobody"] : [];
  const child = spawn(peerPath("smtp-sink"), [...asNobody, "-d", "mail.", ...args, `127.0.0.1:${port}`, "100"], {
    cwd: folder,
    stdio: "ignore",
  });
  const ended = once(child, "exit");
  atEnd(scope, async () => {
    child.kill("SIGKILL");
    await ended;
    await rm(folder, { recursive: true });
  });
  await listening(port);
  return { port, mails: () => readDumps(folder) };
}

async function readDumps(folder: string): Promise<readonly SunkMail[]> {
  const names = (await readdir(folder)).toSorted();
  const dumps = await Promise.all(names.map((name) => readFile(join(folder, name), "latin1")));
  return dumps.map(parseDump);
}

/** The format is that of smtp-sink(1): X-… lines, one Received of three lines, the message, an empty line; line ends are LF. */
function parseDump(dump: string): SunkMail {
  const head = /^(?:X-.*\n)*Received: .*\n(?:\t.*\n)*/.exec(dump)?.[0] ?? "";
  const values = (name: string) =>
    [...head.matchAll(new RegExp(`^${name}: <(.*)>`, "gm"))].map((match) => match[1] ?? "");
  const message = dump.slice(head.length).replace(/\n$/, "").replaceAll("\n", "\r\n");
  return { from: values("X-Mail-Args")[0] ?? "", to: values("X-Rcpt-Args"), message };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address !== null ? address.port : 0;
}

/** It does not say when it is ready: the first connection that it takes does. */
async function listening(port: number): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const socket = connect(port, "127.0.0.1");
    const isOpen = await new Promise<boolean>((resolve) => {
      socket.once("connect", () => resolve(true));
      socket.once("error", () => resolve(false));
    });
    socket.destroy();
    if (isOpen) return;
    await after(10);
  }
  throw new Error("smtp-sink does not listen");
}
