import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { createMetrics } from "../../adapters/metrics/prometheus.ts";
import { receiverDefaults } from "../../adapters/smtp/receiver-settings.ts";
import { testCentre } from "../../testing/centre.ts";
import { silentLog } from "../../testing/silent-log.ts";
import { createReceiving } from "./receiving.ts";

const anyPort = { host: "127.0.0.1", port: 0 };

async function receivingInto(t: TestContext, folder: string) {
  const centre = await testCentre(t);
  const fatal: Error[] = [];
  const receiver = createReceiving({
    ...{ performing: centre.performing, intake: { took: () => undefined }, log: silentLog, metrics: createMetrics() },
    given: { listen: anyPort, settings: receiverDefaults, waitingMax: 1_000, folder, logLevel: "error" },
    unreadable: () => undefined,
    onFatal: (error) => fatal.push(error),
  });
  return { receiver, fatal };
}

async function ownFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "postroom-receiving-"));
  t.after(() => rm(folder, { recursive: true }));
  return folder;
}

test("a thread that was stopped has ended, whether it listened or not, and nobody is alarmed", async (t) => {
  const { receiver, fatal } = await receivingInto(t, await ownFolder(t));
  const at = await receiver.start();
  assert.ok("port" in at && at.port > 0);
  await receiver.stop();
  await receiver.stop();
  const never = await receivingInto(t, await ownFolder(t));
  await never.receiver.stop();
  assert.deepEqual([...fatal, ...never.fatal], []);
});

test("a thread that cannot work says why: the start is refused, and the process is to stop", async (t) => {
  const folder = join(await ownFolder(t), "files");
  await writeFile(folder, "no folder");
  const { receiver, fatal } = await receivingInto(t, folder);
  const refused = await receiver.start().catch((error: Error) => error);
  assert.ok(refused instanceof Error && refused.cause instanceof Error);
  assert.match(refused.cause.message, /EEXIST|ENOTDIR/);
  assert.deepEqual(fatal, [refused]);
  await receiver.stop();
});
