import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { parseProvisioning } from "@postroom/contract";
import type { Pool } from "pg";
import { openDiskFiles } from "../adapters/files/disk.ts";
import { createHtml } from "../adapters/html/html.ts";
import { macOf } from "../adapters/ids/mac.ts";
import { randomIds } from "../adapters/ids/random.ts";
import { createMessageWriter } from "../adapters/mime/compose.ts";
import { htmlInThread } from "../adapters/mime/html-thread.ts";
import { headersOf } from "../adapters/mime/identity.ts";
import { createMessageReader } from "../adapters/mime/reader.ts";
import { ThreadPool, threadPoolDefaults } from "../adapters/mime/thread-pool.ts";
import { createStore } from "../adapters/sql/store.ts";
import { systemChance } from "../adapters/time/system.ts";
import { createWake } from "../adapters/wake/in-process.ts";
import type { UserActor } from "../domain/agent/actor.ts";
import type { Performing } from "../operations/perform.ts";
import type { Files } from "../ports/files.ts";
import type { MessageReader } from "../ports/mail.ts";
import type { Passwords } from "../ports/passwords.ts";
import type { Wake } from "../ports/wake.ts";
import { skillExpressionProblem } from "../provisioning-file.ts";
import { checkConsistency } from "../queries/consistency/check.ts";
import { applyProvisioning } from "../start/provisioning.ts";
import { unkeptReader } from "../start/unkept-reader.ts";
import { atEnd } from "./at-end.ts";
import { centreDatabase } from "./centre-database.ts";
import { passwords } from "./passwords.ts";
import { testSecrets } from "./secrets.ts";
import { silentLog } from "./silent-log.ts";
import { type VirtualClock, virtualClock } from "./virtual-clock.ts";

/** A contact centre on a database of its own, with a clock that is moved by hand. Nothing runs by itself. */
export type Centre = {
  readonly performing: Performing;
  readonly clock: VirtualClock;
  readonly files: Files;
  readonly reader: MessageReader;
  readonly wake: Wake;
  readonly pool: Pool;
  readonly passwords: Passwords;
  /** The signed-in user of that name. */
  as(userName: string): Promise<UserActor>;
};

/** Acme of product.md, shortened: alice and bob answer English mail, sam supervises, root administrates. */
export const acme = {
  mailboxes: [{ address: "support@acme.test", name: "Acme Support", queue: "support", aliases: ["help@acme.test"] }],
  queues: [
    { name: "support", routing: { skills: "English >= 3", priority: 10 } },
    { name: "general" },
    { name: "review", kind: "review", routing: { skills: "QA >= 1" } },
  ],
  skills: ["English", "French", "QA"],
  groups: [{ name: "FrontLine" }],
  agents: [
    agentNamed("alice", { skills: { English: 5, French: 2 }, groups: ["FrontLine"], capacity: { email: 3 } }),
    agentNamed("bob", { skills: { English: 5, French: 2 }, groups: ["FrontLine"], capacity: { email: 3 } }),
    agentNamed("sam", { roles: ["agent", "supervisor"] }),
    agentNamed("root", { roles: ["admin"] }),
  ],
};

function agentNamed(userName: string, more: Readonly<Record<string, unknown>>) {
  return {
    userName,
    password: `${userName}-demo-1`,
    firstName: userName,
    lastName: "Test",
    emailAddress: `${userName}@acme.test`,
    ...more,
  };
}

/** One for all centres of a process: loading a thread takes as long as everything else of a centre. */
const threads = new ThreadPool(threadPoolDefaults(new URL("../mail-thread.ts", import.meta.url), 1));

/** Starts a centre. When the test ends, nothing in its store is inconsistent, and everything is closed. `isChecked: false`: for tests that break it; `pool`: of an empty database of the test's own. */
export async function testCentre(
  t: TestContext,
  file: unknown = acme,
  { isChecked = true, pool: given }: { readonly isChecked?: boolean; readonly pool?: Pool } = {},
): Promise<Centre> {
  const pool = given ?? (await centreDatabase(t));
  const folder = await mkdtemp(join(tmpdir(), "postroom-files-"));
  atEnd(t, () => rm(folder, { recursive: true, force: true }));
  const clock = virtualClock();
  const wake = createWake();
  const files = await openDiskFiles({ folder, clock });
  const performing: Performing = {
    store: createStore({ pool, clock, wake, log: silentLog }),
    world: {
      ids: randomIds(systemChance),
      files,
      writer: createMessageWriter(files),
      headersOf,
      readUnkept: unkeptReader(threads),
      html: createHtml(htmlInThread(threads)),
      mac: macOf,
      passwords,
      secrets: testSecrets,
    },
    log: silentLog,
  };
  const parsed = parseProvisioning(file, { skillExpressionProblem });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  await applyProvisioning(performing, passwords, parsed.provisioning, { isDefault: false });
  if (isChecked) atEnd(t, async () => assert.deepEqual(await checkConsistency({ store: performing.store, files }), []));
  return {
    performing,
    clock,
    files,
    wake,
    pool,
    passwords,
    reader: createMessageReader({ pool: threads, files }),
    async as(userName) {
      const actor = await performing.store.read(async (reading) => {
        const user = await reading.users.byName(userName);
        return user === undefined ? undefined : reading.users.actor(user.id);
      });
      if (actor === undefined) throw new Error(`no user ${userName}`);
      return actor;
    },
  };
}
