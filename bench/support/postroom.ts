import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { heapOf, inspectable, watchErrors } from "./inspected.ts";
import { end } from "./run.ts";

/** A server of its own for a benchmark, on an empty data directory. */
export type Postroom = {
  readonly http: string;
  readonly smtp: string;
  /** Its data directory. */
  readonly data: string;
  /** The process that runs now. */
  pid(): number;
  /** Bytes that it keeps in JavaScript's heap; of a server that was started to be inspected. */
  heap(): Promise<number>;
  /** A call as one of the agents; throws when the answer is no 2xx. */
  ask(userName: string, method: "GET" | "POST", path: string, body?: unknown): Promise<unknown>;
  /** The same for the desktop's own calls, `/api/postroom/v1`. */
  askDesk(userName: string, path: string): Promise<unknown>;
  /** What `/health/quiet` counts as pending. product.md */
  pending(): Promise<Readonly<Record<string, number>>>;
  /** Stops it and starts it again at the same addresses. Value: milliseconds until it was ready. */
  restart(): Promise<number>;
  /** `kill -9`. */
  kill(): Promise<void>;
  stop(): Promise<void>;
};

const command = fileURLToPath(new URL("../../server/bin/postroom.mjs", import.meta.url));
const prepared = process.env["POSTROOM_PREPARED_DATA"];
const run = promisify(execFile);
const passwordOfAll = "bench-password-1";

/** Starts `postroom serve` with this provisioning (JSON is YAML). Every agent has the same password. `data`: a directory that is not its own. */
export async function startPostroom(
  provisioning: object,
  flags: readonly string[] = [],
  { isInspected = false, data: given }: { readonly isInspected?: boolean; readonly data?: string } = {},
): Promise<Postroom> {
  const home = await mkdtemp(join(tmpdir(), "postroom-bench-"));
  const file = join(home, "team.yaml");
  await writeFile(file, JSON.stringify(provisioning));
  const data = given ?? join(home, "data");
  // The tests have one that is migrated; it must keep its owners and modes. A benchmark by hand begins with none.
  if (prepared !== undefined && given === undefined) await run("cp", ["-a", prepared, data]);
  const launch = async (http: string, smtp: string) => {
    const own = ["--data", data, "--http", http, "--smtp", smtp, "--provision", file];
    const child = spawn(process.execPath, [command, "serve", ...own, "--log-level", "error", ...flags], {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, ...(isInspected ? { NODE_OPTIONS: inspectable } : {}) },
    });
    const inspector = watchErrors(child.stderr);
    const [line] = await once(createInterface({ input: child.stdout }), "line");
    const ready: { pid: number; http: string; smtp: string } = JSON.parse(String(line));
    return { child, inspector, ...ready };
  };
  let running = await launch("127.0.0.1:0", "127.0.0.1:0");
  const { http, smtp } = running;
  return {
    ...{ http, smtp, data },
    pid: () => running.pid,
    heap: () => heapOf(running.inspector()),
    ask: (userName, method, path, body) => ask(`${http}/api/v2${path}`, userName, method, body),
    askDesk: (userName, path) => ask(`${http}/api/postroom/v1${path}`, userName, "GET"),
    async pending() {
      const { pending }: { pending: Record<string, number> } = JSON.parse(
        await (await fetch(`${http}/health/quiet`)).text(),
      );
      return pending;
    },
    async restart() {
      await end(running.child);
      const begun = performance.now();
      running = await launch(new URL(http).host, smtp);
      return performance.now() - begun;
    },
    kill: async () => {
      process.kill(running.pid, "SIGKILL");
      await end(running.child, "SIGKILL");
    },
    async stop() {
      await end(running.child);
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** What an agent's requests are admitted by. */
export const authorizationOf = (userName: string): string =>
  `Basic ${Buffer.from(`${userName}:${passwordOfAll}`).toString("base64")}`;

async function ask(url: string, userName: string, method: "GET" | "POST", body?: unknown): Promise<unknown> {
  const answer = await fetch(url, {
    method,
    headers: {
      authorization: authorizationOf(userName),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${url}: ${answer.status} ${text.slice(0, 300)}`);
  return JSON.parse(text);
}

/** A team of one queue and one agent, who is also its supervisor. `settings` as in the provisioning file. */
export const oneDesk = (settings: object): object => ({
  settings: { requestRate: 100_000, requestBurst: 100_000, ...settings },
  mailboxes: [{ address: "support@acme.test", name: "Acme", queue: "support" }],
  queues: [{ name: "support" }, { name: "email-drafts", kind: "draft" }, { name: "email-outbound", kind: "outbound" }],
  agents: [
    {
      ...{
        userName: "alice",
        password: passwordOfAll,
        firstName: "Alice",
        lastName: "Stone",
        emailAddress: "alice@acme.test",
      },
      ...{ roles: ["agent", "supervisor"], capacity: { email: 100 } },
    },
  ],
});

/** A team of agents `agent1`, `agent2` …, all alike, with the queues of `oneDesk`. */
export const roomOf = (agents: number): object => ({
  ...oneDesk({}),
  agents: Array.from({ length: agents }, (_, index) => ({
    ...{ userName: `agent${index + 1}`, password: passwordOfAll, firstName: "Agent", lastName: `Number ${index + 1}` },
    ...{ emailAddress: `agent${index + 1}@acme.test`, roles: ["agent"], capacity: { email: 5 } },
  })),
});
