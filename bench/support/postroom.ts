import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { end } from "./run.ts";

/** A server of its own for a benchmark, on an empty data directory. */
export type Postroom = {
  readonly http: string;
  readonly smtp: string;
  /** A call as one of the agents; throws when the answer is no 2xx. */
  ask(userName: string, method: "GET" | "POST", path: string, body?: unknown): Promise<unknown>;
  /** What `/health/quiet` counts as pending. product.md */
  pending(): Promise<Readonly<Record<string, number>>>;
  stop(): Promise<void>;
};

const command = fileURLToPath(new URL("../../server/bin/postroom.mjs", import.meta.url));
const password = "bench-password-1";

/** Starts `postroom serve` with this provisioning (JSON is YAML). Every agent has the same password. */
export async function startPostroom(provisioning: object, flags: readonly string[] = []): Promise<Postroom> {
  const home = await mkdtemp(join(tmpdir(), "postroom-bench-"));
  const file = join(home, "team.yaml");
  await writeFile(file, JSON.stringify(provisioning));
  const own = ["--data", join(home, "data"), "--http", "127.0.0.1:0", "--smtp", "127.0.0.1:0", "--provision", file];
  const child = spawn(process.execPath, [command, "serve", ...own, "--log-level", "error", ...flags], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = await once(createInterface({ input: child.stdout }), "line");
  const { http, smtp }: { http: string; smtp: string } = JSON.parse(String(line));
  return {
    http,
    smtp,
    async ask(userName, method, path, body) {
      const answer = await fetch(`${http}/api/v2${path}`, {
        method,
        headers: {
          authorization: `Basic ${Buffer.from(`${userName}:${password}`).toString("base64")}`,
          ...(body === undefined ? {} : { "content-type": "application/json" }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text.slice(0, 300)}`);
      return JSON.parse(text);
    },
    async pending() {
      const { pending }: { pending: Record<string, number> } = JSON.parse(
        await (await fetch(`${http}/health/quiet`)).text(),
      );
      return pending;
    },
    async stop() {
      await end(child);
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** A team of one queue and one agent, who is also its supervisor. `settings` as in the provisioning file. */
export const oneDesk = (settings: object): object => ({
  settings: { requestRate: 100_000, requestBurst: 100_000, ...settings },
  mailboxes: [{ address: "support@acme.test", name: "Acme", queue: "support" }],
  queues: [{ name: "support" }, { name: "email-drafts", kind: "draft" }, { name: "email-outbound", kind: "outbound" }],
  agents: [
    {
      ...{ userName: "alice", password, firstName: "Alice", lastName: "Stone", emailAddress: "alice@acme.test" },
      ...{ roles: ["agent", "supervisor"], capacity: { email: 100 } },
    },
  ],
});
