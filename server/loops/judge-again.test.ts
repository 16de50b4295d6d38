import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { quarantineAnswer } from "@postroom/contract";
import { startHttp } from "../adapters/http/http.fixture.ts";
import { createMetrics } from "../adapters/metrics/prometheus.ts";
import { createClamd } from "../adapters/scanner/clamd.ts";
import { eicar, startClamd } from "../adapters/scanner/clamd-peer.fixture.ts";
import { accept } from "../operations/email/accept.ts";
import { doneBy, load, ready, receive, route } from "../testing/agent-day.ts";
import { judgeAgain } from "./judge-again.ts";
import { readSome } from "./reader.ts";

const minuteMs = 60_000;
const again = { firstMs: minuteMs, maxMs: 60 * minuteMs };

const part = (name: string, text: string) => [
  ...["--b", "Content-Type: application/octet-stream", `Content-Disposition: attachment; filename="${name}"`],
  ...["Content-Transfer-Encoding: base64", "", btoa(text)],
];

/** Alice's mail with these attachments, read while the scanner was away. */
async function waiting(t: TestContext, files: Readonly<Record<string, string>>) {
  const http = await startHttp(t);
  const { centre } = http;
  const peer = await startClamd(t);
  const metrics = createMetrics();
  const [there, away] = [peer.at, { path: "/no/such/socket" }].map((at) => createClamd({ at, scanMs: 30_000 }));
  assert(there !== undefined && away !== undefined);
  await ready(centre, "alice");
  const headers = [
    ...["From: ann@customer.test", "To: support@acme.test", "Subject: Invoice", "MIME-Version: 1.0"],
    'Content-Type: multipart/mixed; boundary="b"',
  ];
  const body = [...Object.entries(files).flatMap(([name, text]) => part(name, text)), "--b--"].join("\r\n");
  const id = await receive(centre, { headers, body });
  await readSome(centre.performing, centre.reader, centre.wake, { scanning: { scanner: away, metrics } });
  await route(centre);
  await doneBy(centre, "alice", accept, { target: id, input: { rememberAgent: false } });
  const path = `/api/postroom/v1/interactions/${id}/quarantine`;
  return {
    ...{ http, centre, peer, id, path },
    judge: (scanner = there) => judgeAgain(centre.performing, { scanner, metrics, again, claimMs: 2 * minuteMs }),
    away,
    kept: async () => quarantineAnswer.parse((await http.ask({ path, as: "sam" })).json).attachments,
    async seen() {
      const { attachments, userData } = await load(centre, id);
      const { VirusScan, Quarantined, _AttachmentFileNames, _ContainsAttachment } = userData;
      return {
        names: attachments.map(({ name }) => name),
        marks: [VirusScan, Quarantined, _ContainsAttachment, _AttachmentFileNames],
      };
    },
  };
}

test("what the scanner could not judge waits in quarantine, and is there without anybody's hand once it is found clean; what is infected stays", async (t) => {
  const { http, centre, id, judge, away, kept, seen } = await waiting(t, { "order.txt": "two bells", "x.exe": eicar });
  const both = "order.txt (not checked for viruses), x.exe (not checked for viruses)";
  assert.deepEqual(await seen(), { names: [], marks: ["error", both, "false", undefined] });
  const [order, infected] = await kept();
  assert.deepEqual([order?.signature, order?.released], [null, null]);
  assert.match(order?.uncheckedBecause ?? "", /the scanner cannot be asked/);
  const download = (documentId = "") =>
    http.ask({ path: `/api/v2/me/emails/${id}/attachments/${documentId}`, as: "alice" });
  assert.equal((await download(order?.id)).status, 404);
  for (let look = 0; look < 3; look += 1) assert.equal(await judge(away), false, "one that is away is asked once");
  assert.equal(await judge(), false, "nothing is due");
  centre.clock.advance(minuteMs);
  const before = await load(centre, id);
  assert.deepEqual([await judge(), await judge(), await judge()], [true, true, false]);
  const found = "x.exe (Eicar-Test-Signature)";
  assert.deepEqual(await seen(), { names: ["order.txt"], marks: ["infected", found, "true", "order.txt"] });
  const got = await download(order?.id);
  assert.deepEqual([got.status, got.text], [200, "two bells"]);
  assert.equal((await download(infected?.id)).status, 404);
  assert.deepEqual(
    (await kept()).map(({ name, signature, uncheckedBecause }) => [name, signature, uncheckedBecause]),
    [["x.exe", "Eicar-Test-Signature", null]],
  );
  const after = await load(centre, id);
  assert.deepEqual([after.state, after.holder, after.deadline], [before.state, before.holder, before.deadline]);
  const { json } = await http.ask({ path: `/api/v2/interactions/${id}/history`, as: "sam" });
  const history = Array.isArray(json["history"]) ? json["history"].slice(-2) : [];
  assert.deepEqual(
    history.map(({ by, operation, why }) => [by, operation, why]),
    [
      ["system", "JudgeAttachment", "order.txt: no virus was found"],
      ["system", "JudgeAttachment", `${found}: a virus was found`],
    ],
  );
});

test("one that the scanner cannot judge is looked into ever more seldom, and holds up none behind it", async (t) => {
  const { centre, peer, judge, seen } = await waiting(t, { "large.bin": "x".repeat(1_000_001), "order.txt": "two" });
  assert.deepEqual([await judge(), await judge(), await judge()], [true, true, false]);
  assert.deepEqual((await seen()).names, ["order.txt"]);
  const waits: number[] = [];
  for (let minutes = 0; waits.length < 8; minutes += 1) {
    if (await judge()) waits.push(minutes);
    centre.clock.advance(minuteMs);
  }
  assert.deepEqual(waits, [2, 6, 14, 30, 62, 122, 182, 242]);
  peer.answer = "stream: OK";
  centre.clock.advance(60 * minuteMs);
  assert.equal(await judge(), true);
  assert.deepEqual(await seen(), {
    names: ["order.txt", "large.bin"],
    marks: [undefined, undefined, "true", "order.txt,large.bin"],
  });
});

test("somebody may answer for one that waits: it is there at once, and is not judged any more", async (t) => {
  const { http, path, peer, judge, seen } = await waiting(t, { "order.txt": "two bells" });
  const body = { name: "order.txt", reason: "expected, and asked for by phone" };
  assert.equal((await http.ask({ method: "POST", path, as: "sam", body })).status, 200);
  assert.deepEqual((await seen()).names, ["order.txt"]);
  assert.deepEqual((await seen()).marks.slice(0, 2), ["error", undefined]);
  assert.equal(await judge(), false);
  assert.equal(peer.files.length, 0);
});

test("a look that never ended is repeated, and one that ends after a release changes nothing", async (t) => {
  const { http, centre, id, path, judge, seen } = await waiting(t, { "order.txt": "two bells" });
  await new Promise<void>((resolve) => {
    const dying = {
      scan() {
        resolve();
        return new Promise<never>(() => undefined);
      },
    };
    void judge(dying);
  });
  assert.equal(await judge(), false, "somebody is looking");
  centre.clock.advance(2 * minuteMs);
  const body = { name: "order.txt", reason: "expected" };
  const slow = {
    async scan() {
      await http.ask({ method: "POST", path, as: "sam", body });
      return { kind: "infected", signature: "Late" } as const;
    },
  };
  assert.equal(await judge(slow), true);
  assert.deepEqual((await seen()).names, ["order.txt"]);
  assert.equal((await load(centre, id)).userData["VirusScan"], "error");
});
