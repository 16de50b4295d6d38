import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { quarantineAnswer, releaseAnswer } from "@postroom/contract";
import { startHttp } from "../../adapters/http/http.fixture.ts";
import { system } from "../../domain/agent/actor.ts";
import { sweepFiles } from "../../loops/sweep-files.ts";
import { accept } from "../../operations/email/accept.ts";
import { performAsSystem } from "../../operations/perform.ts";
import { readMessages } from "../../operations/system/read-messages.ts";
import { sweep } from "../../operations/system/sweep.ts";
import { takeMessages } from "../../operations/system/take-messages.ts";
import { doneBy, load, ready, receive, route } from "../../testing/agent-day.ts";
import { told } from "../gws/configuring.fixture.ts";

const reason = "a false alarm, checked by hand";

const part = (name: string, text: string) => [
  ...["--b", "Content-Type: application/octet-stream", `Content-Disposition: attachment; filename="${name}"`],
  ...["Content-Transfer-Encoding: base64", "", btoa(text)],
];

/** Alice's, of whose attachments all but the first are said to be infected. */
async function quarantined(t: TestContext, files: readonly (readonly [string, string])[]) {
  const http = await startHttp(t);
  const { centre } = http;
  await ready(centre, "alice");
  const headers = [
    ...["From: ann@customer.test", "To: support@acme.test", "Subject: Invoice", "MIME-Version: 1.0"],
    'Content-Type: multipart/mixed; boundary="b"',
  ];
  const body = [...files.flatMap(([name, text]) => part(name, text)), "--b--"].join("\r\n");
  const id = await receive(centre, { headers, body });
  const taken = await performAsSystem(centre.performing, {
    operation: takeMessages,
    actor: system,
    input: { owner: "p1", limit: 1 },
  });
  const [message] = taken.ok ? taken.value : [];
  assert.ok(message);
  const infected = files.slice(1).map((_, index) => ({ place: index + 1, signature: `Sig.${index + 1}` }));
  const input = [{ message, read: await centre.reader.read(message.raw), scanned: { infected, unchecked: [] } }];
  await performAsSystem(centre.performing, { operation: readMessages, actor: system, input });
  await route(centre);
  await doneBy(centre, "alice", accept, { target: id, input: { rememberAgent: false } });
  const path = `/api/postroom/v1/interactions/${id}/quarantine`;
  const release = (
    body: object,
    { as = "sam", headers = {} }: { as?: string; headers?: Record<string, string> } = {},
  ) => http.ask({ method: "POST", path, as, body, headers });
  return {
    ...{ http, centre, id, path, release },
    kept: async () => quarantineAnswer.parse((await http.ask({ path, as: "sam" })).json).attachments,
    names: async () => (await load(centre, id)).attachments.map(({ name }) => name),
    download: (documentId: string, as = "alice") =>
      http.ask({ path: `/api/v2/me/emails/${id}/attachments/${documentId}`, as }),
  };
}

const two = [
  ["order.txt", "two bells"],
  ["one.bin", "first"],
  ["other.bin", "second"],
] as const;

test("a supervisor releases one quarantined attachment: its owner can have it and is told, the history says who and why, the others stay hidden", async (t) => {
  const { http, centre, id, kept, names, release, download } = await quarantined(t, two);
  const before = await load(centre, id);
  assert.deepEqual(await names(), ["order.txt"]);
  const [one, other] = await kept();
  assert.deepEqual([one?.name, one?.signature, one?.released], ["one.bin", "Sig.1", null]);
  for (const hidden of [one, other]) assert.equal((await download(hidden?.id ?? "")).status, 404);
  const answer = await release({ name: "one.bin", reason });
  assert.equal(answer.status, 200, answer.text);
  const released = { at: new Date(centre.clock.wall()).toISOString(), by: "sam", reason };
  assert.deepEqual(releaseAnswer.parse(answer.json).attachment, { ...one, released });
  assert.equal(answer.headers["etag"], `"${before.version + 1}"`);
  assert.deepEqual(await names(), ["order.txt", "one.bin"]);
  const got = await download(one?.id ?? "");
  assert.deepEqual([got.status, got.text], [200, "first"]);
  for (const as of ["alice", "sam"]) assert.equal((await download(other?.id ?? "", as)).status, 404);
  assert.deepEqual(await kept(), [{ ...one, released }, other], "the exception is kept");
  const after = await load(centre, id);
  assert.deepEqual(
    [after.state, after.holder, after.deadline, after.version],
    [before.state, before.holder, before.deadline, before.version + 1],
  );
  const { VirusScan, Quarantined, Released } = after.userData;
  assert.deepEqual([VirusScan, Quarantined, Released], ["infected", "other.bin (Sig.2)", "one.bin (Sig.1)"]);
  const { json } = await http.ask({ path: `/api/v2/interactions/${id}/history`, as: "sam" });
  const last = Array.isArray(json["history"]) ? json["history"].at(-1) : undefined;
  assert.deepEqual([last.by, last.operation, last.why], ["sam", "ReleaseAttachment", `one.bin (Sig.1): ${reason}`]);
  const audit = await http.ask({ path: "/api/v2/audit?limit=1000", as: "root" });
  assert.match(audit.text, /"operation":"ReleaseAttachment"/);
  await release({ name: "other.bin", reason });
  const all = (await load(centre, id)).userData;
  assert.deepEqual([all["Quarantined"], all["Released"]], [undefined, "one.bin (Sig.1), other.bin (Sig.2)"]);
});

test("refusals of a release: roles, names, no reason, a stale version, twice", async (t) => {
  const { http, id, path, kept, release, names, centre } = await quarantined(t, [
    ...([
      ["order.txt", "two bells"],
      ["one.bin", "first"],
      ["same.bin", "a"],
      ["same.bin", "b"],
    ] as const),
  ]);
  assert.deepEqual(told(await release({ name: "one.bin", reason }, { as: "alice" })), [
    ...[403, 5, "releasing attachments from quarantine needs role supervisor or admin"],
  ]);
  assert.equal((await http.ask({ path, as: "alice" })).status, 403);
  assert.deepEqual(told(await release({ name: "one.bin" })), [400, 1, "$.reason: missing"]);
  assert.deepEqual(told(await release({ name: "one.bin", reason: " " })), [400, 10, "$.reason: must not be empty"]);
  assert.deepEqual(told(await release({ name: "order.txt", reason })), [404, 6, "attachment not found: order.txt"]);
  const { version } = await load(centre, id);
  const stale = await release({ name: "one.bin", reason }, { headers: { "if-match": `"${version - 1}"` } });
  assert.deepEqual(told(stale).slice(0, 2), [409, 2]);
  const several = await release({ name: "same.bin", reason });
  assert.deepEqual(told(several).slice(0, 2), [400, 2]);
  assert.deepEqual(await names(), ["order.txt"]);
  const [, first, second] = await kept();
  assert.equal((await release({ name: "same.bin", id: second?.id ?? "", reason }, { as: "root" })).status, 200);
  assert.deepEqual(
    (await kept()).map(({ released }) => released?.by),
    [undefined, undefined, "root"],
  );
  assert.equal((await release({ name: "same.bin", id: first?.id ?? "", reason })).status, 200);
  const twice = await release({ name: "same.bin", id: first?.id ?? "", reason });
  assert.deepEqual(told(twice), [409, 2, "Release is not possible: the attachment is released already"]);
  const nowhere = path.replace(id, "nosuch");
  assert.deepEqual(
    told(await http.ask({ method: "POST", path: nowhere, as: "sam", body: { name: "x", reason } })).slice(0, 2),
    [404, 6],
  );
});

test("what is in quarantine is kept as long as the mail, and can be released long afterwards", async (t) => {
  const { centre, kept, release, download } = await quarantined(t, two);
  centre.clock.advance(10 * 86_400_000);
  await performAsSystem(centre.performing, { operation: sweep, actor: system, input: { limit: 1_000 } });
  await sweepFiles(centre.performing.store, centre.files);
  const [one] = await kept();
  assert.equal((await release({ name: "one.bin", reason })).status, 200);
  assert.equal((await download(one?.id ?? "", "sam")).text, "first");
});
