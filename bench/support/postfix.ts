import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort, programOf, timed, until } from "./run.ts";

/** A Postfix of its own: configuration, queue and data in a temporary folder, SMTP on one port of the loopback interface. */
export type Postfix = {
  readonly address: string;
  /** How many mails lie in its queues. */
  queued(): number;
  stop(): Promise<void>;
};

/** `hold`: mail is queued durably and stays. `relay`: it goes on to this address, over at most ten connections. */
export type PostfixUse = { readonly kind: "hold" } | { readonly kind: "relay"; readonly to: string };

/** Undefined where Postfix is not installed, or cannot be started because we are not root. */
export async function startPostfix(use: PostfixUse): Promise<Postfix | undefined> {
  const postfix = programOf("postfix");
  if (postfix === undefined || process.getuid?.() !== 0) return undefined;
  const home = await mkdtemp(join(tmpdir(), "postfix-bench-"));
  await chmod(home, 0o755);
  const [configuration, queue, data] = ["etc", "queue", "data"].map((name) => join(home, name)) as [
    string,
    string,
    string,
  ];
  for (const folder of [configuration, queue, data]) await mkdir(folder);
  await timed("chown", ["postfix", data]);
  const port = await freePort();
  await writeFile(join(configuration, "main.cf"), mainOf({ queue, data, use }));
  await writeFile(join(configuration, "master.cf"), masterOf(port));
  await timed(postfix, ["-c", configuration, "check"]).catch(() => undefined);
  await timed(postfix, ["-c", configuration, "start"]);
  await until(() => answers(port), 10_000, "Postfix answers");
  return {
    address: `127.0.0.1:${port}`,
    queued: () =>
      ["incoming", "active", "deferred", "hold", "maildrop"].reduce((sum, name) => sum + filesIn(join(queue, name)), 0),
    async stop() {
      await timed(postfix, ["-c", configuration, "stop"]).catch(() => undefined);
      await until(async () => !(await answers(port)), 20_000, "Postfix is gone");
      await rm(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function mainOf({ queue, data, use }: { queue: string; data: string; use: PostfixUse }): string {
  return [
    ...[
      `queue_directory = ${queue}`,
      `data_directory = ${data}`,
      "compatibility_level = 3.6",
      "myhostname = bench.test",
    ],
    ...[
      "mynetworks = 127.0.0.0/8",
      "inet_interfaces = 127.0.0.1",
      "inet_protocols = ipv4",
      "maillog_file_prefixes = /dev",
      "maillog_file = /dev/null",
    ],
    ...[
      "mydestination =",
      "local_recipient_maps =",
      "relay_domains = acme.test, customer.test",
      "default_process_limit = 200",
    ],
    // The limits that a busy site raises; without them anvil slows one client down.
    ...["smtpd_client_connection_count_limit = 0", "smtpd_peername_lookup = no", "disable_dns_lookups = yes"],
    ...(use.kind === "hold"
      ? ["smtpd_recipient_restrictions = check_client_access static:HOLD, permit_mynetworks, reject"]
      : [
          `relayhost = [${use.to.split(":")[0]}]:${use.to.split(":")[1]}`,
          "default_destination_concurrency_limit = 10",
          "initial_destination_concurrency = 10",
        ]),
    "",
  ].join("\n");
}

const masterOf = (port: number): string =>
  [
    `127.0.0.1:${port} inet n - n - 200 smtpd`,
    ...["pickup unix n - n 60 1 pickup", "cleanup unix n - n - 0 cleanup", "qmgr unix n - n 300 1 qmgr"],
    ...["rewrite unix - - n - - trivial-rewrite", "bounce unix - - n - 0 bounce", "defer unix - - n - 0 bounce"],
    ...["trace unix - - n - 0 bounce", "verify unix - - n - 1 verify", "flush unix n - n 1000? 0 flush"],
    ...["proxymap unix - - n - - proxymap", "smtp unix - - n - 10 smtp", "relay unix - - n - 10 smtp"],
    ...["error unix - - n - - error", "retry unix - - n - - error", "discard unix - - n - - discard"],
    ...["local unix - n n - - local", "anvil unix - - n - 1 anvil", "scache unix - - n - 1 scache"],
    ...["postlog unix-dgram n - n - 1 postlogd", ""],
  ].join("\n");

/** Queue folders may be hashed: files at any depth. */
function filesIn(folder: string): number {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).length;
  } catch {
    return 0; // a folder went while it was read
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("data", () => resolve(true)).once("error", () => resolve(false));
    socket.once("close", () => resolve(false));
    setTimeout(() => socket.destroy(), 1_000).unref();
  }).then((isSo) => Boolean(isSo));
}

/** Postfix's own sink, with a count of what it got. */
export type Sink = { readonly address: string; stop(): Promise<void> };

export async function startSink(): Promise<Sink | undefined> {
  const program = programOf("smtp-sink");
  if (program === undefined) return undefined;
  const port = await freePort();
  const user = process.getuid?.() === 0 ? ["-u", "nobody"] : [];
  const child = spawn(program, [...user, `127.0.0.1:${port}`, "256"], { stdio: "ignore" });
  await until(() => answers(port), 10_000, "the sink answers");
  return {
    address: `127.0.0.1:${port}`,
    async stop() {
      const gone = new Promise((resolve) => child.once("exit", resolve));
      child.kill();
      await gone;
    },
  };
}
