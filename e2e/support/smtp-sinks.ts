import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdir, readdir, readFile } from "node:fs/promises";
import { connect, createServer, type Socket } from "node:net";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { eventually } from "./eventually.ts";
import { peerPath } from "./peers.ts";
import { temporaryFolder } from "./team.ts";

/** A message that a sink has got to its end. */
export type SunkFile = {
  /** The options of the sink, such as `-q .`. */
  readonly sink: string;
  readonly raw: Buffer;
};

/** Postfix's `smtp-sink`, several of them behind one port: each connection meets the next one of a deck. */
export type SmtpSinks = {
  /** For `--relay`. */
  readonly url: string;
  /** Whole messages of all sinks that did not refuse them at the end: what a next hop may have delivered. */
  readonly taken: () => Promise<readonly SunkFile[]>;
  /** Which sinks were met, how often. */
  readonly met: ReadonlyMap<string, number>;
  /** From now on only sinks that take everything. */
  readonly heal: () => void;
};

const healthy = "";
/** It dumps what it then refuses. */
const refusesAtTheEnd = /^-[frQ] \.$/;

/** Starts one sink for each set of options, and a healthy one; `deck` names whom the next connections meet, over and over. */
export async function startSmtpSinks(t: TestContext, deck: readonly string[]): Promise<SmtpSinks> {
  const home = await temporaryFolder(t);
  await chmod(home, 0o777);
  const names = [...new Set([healthy, ...deck])];
  const sinks = new Map<string, { readonly folder: string; readonly port: number }>();
  for (const [index, name] of names.entries()) sinks.set(name, await startSink(t, join(home, `${index}`), name));
  const met = new Map<string, number>();
  let dealt = 0;
  let isHealed = false;
  const port = await startSwitch(t, () => {
    const name = isHealed ? healthy : (deck[dealt++ % deck.length] ?? healthy);
    met.set(name, (met.get(name) ?? 0) + 1);
    return sinks.get(name)?.port ?? 0;
  });
  return {
    met,
    url: `smtp://127.0.0.1:${port}`,
    heal() {
      isHealed = true;
    },
    async taken() {
      const files = [...sinks].filter(([name]) => !refusesAtTheEnd.test(name));
      const found = files.map(async ([sink, { folder }]) =>
        (await messagesIn(folder)).map((raw): SunkFile => ({ sink, raw })),
      );
      return (await Promise.all(found)).flat();
    },
  };
}

async function startSink(t: TestContext, folder: string, options: string) {
  await mkdir(folder);
  await chmod(folder, 0o777);
  const port = await freePort();
  // It refuses to run as root and wants to be told as whom instead.
  const asNobody = process.getuid?.() === 0 ? ["-u", "nobody"] : [];
  const words = options.split(" ").filter((word) => word !== "");
  const child: ChildProcess = spawn(
    peerPath("smtp-sink"),
    [...asNobody, "-d", "mail.", ...words, `127.0.0.1:${port}`, "100"],
    { cwd: folder, stdio: "ignore" },
  );
  const ended = once(child, "exit");
  t.after(async () => {
    child.kill("SIGKILL");
    await ended;
  });
  await eventually(
    () => isListening(port),
    (is) => is,
    20_000,
  );
  return { folder, port };
}

/** One port in front of many. */
async function startSwitch(t: TestContext, next: () => number): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(next(), "127.0.0.1");
    const end = () => {
      near.destroy();
      far.destroy();
    };
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.setNoDelay(true).on("error", end);
    }
    near.on("close", () => far.destroy());
    far.on("close", () => near.end());
    near.pipe(far);
    far.pipe(near);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  t.after(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return portOf(server.address());
}

/** The format is that of smtp-sink(1): lines of its own, one Received of three lines, the message; line ends are LF. An empty line follows the end alone. */
async function messagesIn(folder: string): Promise<readonly Buffer[]> {
  const names = await readdir(folder);
  const dumps = await Promise.all(names.map((name) => readFile(join(folder, name), "latin1")));
  return dumps
    .filter((dump) => dump.endsWith("\n\n"))
    .map((dump) =>
      Buffer.from(dump.replace(/^(?:X-.*\n)*Received: .*\n(?:\t.*\n)*/, "").replaceAll("\n", "\r\n"), "latin1"),
    );
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const port = portOf(server.address());
  server.close();
  await once(server, "close");
  return port;
}

async function isListening(port: number): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  const isOpen = await new Promise<boolean>((resolve) => {
    socket.once("connect", () => resolve(true));
    socket.once("error", () => resolve(false));
  });
  socket.destroy();
  return isOpen;
}

const portOf = (address: ReturnType<ReturnType<typeof createServer>["address"]>): number =>
  typeof address === "object" && address !== null ? address.port : 0;
