import assert from "node:assert/strict";
import { copyFile, mkdir, open, readdir, stat, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import test from "node:test";
import { startAgent } from "../support/agent.ts";
import { backUp, restore } from "../support/archive.ts";
import { attach, downloadedHash, hashOf, someBytes } from "../support/attachments.ts";
import { eventually } from "../support/eventually.ts";
import { clientOf } from "../support/http.ts";
import { auditTrail, deliveryOf, everyInteraction, untilQuiet } from "../support/inspection.ts";
import { mailIn } from "../support/mail.ts";
import { startMailSource } from "../support/mail-source.ts";
import { runPostroom, startServer } from "../support/server.ts";
import { startSink } from "../support/sink.ts";
import { temporaryFolder } from "../support/team.ts";

test("a backup under load is restored: all that was confirmed is there, and nothing is sent until told", async (t) => {
  const file = join(await temporaryFolder(t), "night.backup");
  const sink = await startSink(t);
  const server = await startServer(t, { team: "acme", relay: sink.url });
  const { http, smtp } = server.ready();
  const alice = await startAgent(t, { http, userName: "alice", isReady: true });
  const id = await mailIn(t, smtp, { subject: "Where is my order?" });
  await alice.hears(id, "Invited");
  await alice.does(id, "Accept");
  const draft = String((await alice.does(id, "Reply", { subjectPrefix: "Re: " }))["replyInteractionId"]);
  const bytes = someBytes(300_000);
  const attached = await attach(alice.client, `/me/interactions/${draft}`, { bytes });
  sink.fail("mail", { kind: "reply", text: "451 4.3.0 later" });
  await alice.does(draft, "Send", { email_object: { text: "It is on its way." } });
  await eventually(
    () => deliveryOf(clientOf(http, "sam"), draft),
    ({ state }) => state === "retrying",
  );
  const setCookie = (await alice.client.get("/me")).headers.get("set-cookie") ?? "";
  const cookie = setCookie.split(";")[0] ?? "";
  assert.equal((await clientOf(http).get("/me", { cookie })).status, 200);
  assert.match((await clientOf(http, "sam").get("root:/api/postroom/v1/wallboard")).text, /"Ready"/);

  const source = startMailSource(t, { address: smtp, connections: 4 });
  source.post(60);
  await eventually(
    async () => source.acknowledged.size,
    (size) => size >= 20,
  );
  const before = [...source.acknowledged.values()];
  await backUp(server.data, file);
  await source.finished();
  const numbers = (await auditTrail(clientOf(http, "sam"))).length;
  await server.kill();
  sink.heal();

  const restored = await startServer(t, {
    ...{ relay: sink.url, flags: ["--key-file", `${server.data}.key`] },
    makeData: (data) => restore(data, file),
  });
  const sam = clientOf(restored.ready().http, "sam");
  const rows = new Map((await everyInteraction(sam)).map((row) => [row.id, row]));
  for (const known of [id, draft, ...before]) assert.ok(rows.has(known), known);
  assert.equal(rows.get(id)?.state, "Processing");
  const ours = restored.ready().http;
  assert.equal(await downloadedHash(ours, "alice", `/me/interactions/${draft}/attachments/${attached}`), hashOf(bytes));

  await t.test("who was signed in is not any more, and who was ready is logged out", async () => {
    const answer = await clientOf(ours).get("/me", { cookie });
    assert.equal(answer.status, 401, answer.text);
    const look = async () => (await sam.get("root:/api/postroom/v1/wallboard")).text;
    await eventually(look, (text) => !text.includes('"Ready"'));
  });

  await t.test("what waited is held, says why, and goes when a supervisor lets it", async () => {
    const held = await eventually(
      () => deliveryOf(sam, draft),
      ({ state }) => state === "held",
    );
    assert.equal(held.state, "held");
    const history = (await sam.get(`/interactions/${draft}/history`)).text;
    assert.match(history, /restored from the backup of/);
    const tried = sink.mails.length;
    const released = await sam.post("/deliveries", { operationName: "Release", reason: "checked" });
    assert.equal(released.status, 200, released.text);
    await sink.until(tried + 1);
    await untilQuiet(ours);
    assert.equal(sink.mails.length, tried + 1);
  });

  await t.test("the audit goes on without a gap and tells of the restore", async () => {
    const audit = await auditTrail(sam);
    assert.deepEqual(
      audit.map(({ seq }) => seq),
      audit.map((_, index) => index + 1),
    );
    assert.ok(audit.length < numbers + 50);
    assert.ok(audit.some(({ operation }) => operation === "Restore"));
  });

  await t.test("new mail is taken, and the store is consistent", async () => {
    await mailIn(t, restored.ready().smtp);
    await untilQuiet(ours);
    await restored.stop();
    const check = await runPostroom(["check", "--data", restored.data]);
    assert.deepEqual([check.code, check.stdout], [0, "no finding\n"], check.stderr);
  });
});

test("a damaged backup is refused whole, and nothing is touched", async (t) => {
  const folder = await temporaryFolder(t);
  const file = join(folder, "whole.backup");
  const server = await startServer(t, { team: "acme" });
  await mailIn(t, server.ready().smtp, { text: "x".repeat(100_000) });
  await untilQuiet(server.ready().http);
  await backUp(server.data, file);
  const { size } = await stat(file);
  const damaged = join(folder, "damaged.backup");
  const refused = async (): Promise<void> => {
    const target = join(folder, "target");
    const { code, stdout, stderr } = await runPostroom(["restore", "--data", target, damaged]);
    assert.deepEqual([code, stdout], [2, ""], stderr);
    assert.match(stderr, /^.*damaged\.backup cannot be restored: .*\n$/);
    await assert.rejects(stat(target), { code: "ENOENT" });
  };
  const places = [0, Math.floor(size / 2), size - 1];
  for (const place of places) {
    await copyFile(file, damaged);
    await flip(damaged, place);
    await refused();
  }
  for (const length of [0, size - 1]) {
    await copyFile(file, damaged);
    await truncate(damaged, length);
    await refused();
  }
  await copyFile(file, damaged);
  await writeFile(damaged, "x", { flag: "a" });
  await refused();
});

async function flip(file: string, place: number): Promise<void> {
  const handle = await open(file, "r+");
  const byte = Buffer.alloc(1);
  await handle.read(byte, 0, 1, place);
  await handle.write(Buffer.of(byte.readUInt8() ^ 0x10), 0, 1, place);
  await handle.close();
}

test("bad targets and files are refused in one line, and nothing is changed", async (t) => {
  const folder = await temporaryFolder(t);
  const file = join(folder, "one.backup");
  const server = await startServer(t, { team: "acme" });
  await backUp(server.data, file);
  // As after a minute.
  await writeFile(join(server.data, "ballast"), "");
  const other = join(folder, "other");
  await mkdir(other);
  await writeFile(join(other, "letter.txt"), "mine");
  const refusals: readonly (readonly [readonly string[], RegExp])[] = [
    [["backup"], /missing required argument 'file'/],
    [["backup", "--data", server.data, folder], /cannot be written: it is there, and no ordinary file/],
    [["backup", "--data", server.data, join(folder, "no", "x")], /cannot be written: ENOENT/],
    [["backup", "--data", other, join(folder, "x")], /has no database of postroom/],
    [["restore"], /missing required argument 'file'/],
    [["restore", "--data", join(folder, "new"), join(folder, "no")], /cannot be restored: ENOENT/],
    [
      ["restore", "--data", join(folder, "new"), join(other, "letter.txt")],
      /it is no backup of postroom|its end is missing/,
    ],
    [["restore", "--data", join(folder, "new"), folder], /cannot be restored: /],
    [["restore", "--data", other, file], /is not empty: a store is restored into an empty directory or database only/],
    [["restore", "--data", server.data, file], /serves|a store already/],
    [["move", "--data", server.data], /required option '--to <url>'/],
    [["move", "--data", server.data, "--to", "mysql://x/y"], /expected postgres:/],
    [["move", "--data", server.data, "--to", "postgres://nobody@127.0.0.1:1/x"], /serves/],
  ];
  for (const [words, expected] of refusals) {
    const { code, stdout, stderr } = await runPostroom(words);
    assert.deepEqual([code, stdout], [2, ""], `${words.join(" ")}: ${stderr}`);
    assert.match(stderr, expected, words.join(" "));
    assert.equal(stderr.trimEnd().split("\n").length, 1, stderr);
  }
  assert.deepEqual((await readdir(folder)).sort(), ["one.backup", "other"]);
  assert.deepEqual(await readdir(other), ["letter.txt"]);
  await untilQuiet(server.ready().http);
  await server.stop();
  const again = await runPostroom(["restore", "--data", server.data, file]);
  assert.equal(again.code, 2);
  assert.match(again.stderr, /has a store already/);
});

test("a restore that is killed anywhere can be done again, and a backup that is killed leaves the older one", async (t) => {
  const file = join(await temporaryFolder(t), "one.backup");
  const server = await startServer(t, { team: "acme" });
  const id = await mailIn(t, server.ready().smtp, { text: "x".repeat(100_000) });
  await untilQuiet(server.ready().http);
  await backUp(server.data, file);
  for (const ms of [200, 350]) await runPostroom(["backup", "--data", server.data, file], ms);
  const makeData = async (data: string): Promise<void> => {
    for (const ms of [700, 1_400]) await runPostroom(["restore", "--data", data, file], ms);
    const { code, stderr } = await runPostroom(["restore", "--data", data, file]);
    // Killed behind its commit, it was done.
    if (code !== 0) assert.match(stderr, /has a store already/);
  };
  const restored = await startServer(t, { makeData });
  const rows = await everyInteraction(clientOf(restored.ready().http, "sam"));
  assert.deepEqual(
    rows.map((row) => row.id),
    [id],
  );
  await untilQuiet(restored.ready().http);
  await restored.stop();
  const check = await runPostroom(["check", "--data", restored.data]);
  assert.deepEqual([check.code, check.stdout], [0, "no finding\n"], check.stderr);
});
