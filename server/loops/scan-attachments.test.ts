import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { createMetrics } from "../adapters/metrics/prometheus.ts";
import { createClamd } from "../adapters/scanner/clamd.ts";
import { eicar, startClamd } from "../adapters/scanner/clamd-peer.fixture.ts";
import type { Scanner } from "../ports/scanner.ts";
import { load, receive, route } from "../testing/agent-day.ts";
import { testCentre } from "../testing/centre.ts";
import { readSome } from "./reader.ts";
import { scanAttachments } from "./scan-attachments.ts";

const part = (name: string, text: string): string =>
  [
    ...["--b", `Content-Type: application/octet-stream; name="${name}"`, "Content-Transfer-Encoding: base64"],
    ...[`Content-Disposition: attachment; filename="${name}"`, "", Buffer.from(text).toString("base64")],
  ].join("\r\n");

const letter = {
  headers: [
    ...[
      "From: Ann Lee <ann@customer.test>",
      "To: support@acme.test",
      "Subject: Invoice",
      "Message-ID: <v@customer.test>",
    ],
    ...["MIME-Version: 1.0", 'Content-Type: multipart/mixed; boundary="b"'],
  ],
  body: [
    "--b",
    "Content-Type: text/plain",
    "",
    "See there.",
    part("order.txt", "two bells"),
    part("invoice.exe", eicar),
    "--b--",
  ].join("\r\n"),
};

async function started(t: TestContext) {
  const centre = await testCentre(t);
  const peer = await startClamd(t);
  const metrics = createMetrics();
  const scanning = { scanner: createClamd({ at: peer.at, scanMs: 5_000 }), metrics };
  const read = async () => {
    const id = await receive(centre, letter);
    await readSome(centre.performing, centre.reader, centre.wake, { scanning });
    await route(centre);
    const { state, attachments, userData } = await load(centre, id);
    const { VirusScan, Quarantined } = userData;
    return { id, state, names: attachments.map(({ name }) => name), marks: [VirusScan, Quarantined] };
  };
  return { centre, peer, metrics, read };
}

test("an infected attachment is in quarantine: agents get the mail without it, it is named, and the raw message keeps it", async (t) => {
  const { centre, metrics, read } = await started(t);
  const { id, state, names, marks } = await read();
  assert.deepEqual([state, names], ["Queued", ["order.txt"]]);
  assert.deepEqual(marks, ["infected", "invoice.exe (Eicar-Test-Signature)"]);
  const raw = (await centre.performing.store.read((reading) => reading.messages.byInteraction(id)))?.raw;
  assert(raw !== undefined && "bytes" in raw);
  assert.ok(Buffer.from(raw.bytes).includes(Buffer.from(eicar).toString("base64")));
  const { rows } = await centre.pool.query("SELECT defects::text FROM messages");
  assert.match(rows[0].defects, /an attachment is in quarantine: invoice\.exe \(Eicar-Test-Signature\)/);
  const text = await metrics.text();
  for (const result of ["clean", "infected"]) assert.ok(text.includes(`postroom_scans_total{result="${result}"} 1`));
});

test("a scanner that cannot say holds up no mail: it goes on, marked, and its attachments wait", async (t) => {
  const { peer, read } = await started(t);
  peer.answer = "";
  const { state, names, marks } = await read();
  const waiting = "order.txt (not checked for viruses), invoice.exe (not checked for viruses)";
  assert.deepEqual([state, names, marks], ["Queued", [], ["error", waiting]]);
});

test("files that the scanner can say nothing of hide none behind them; one that is away is asked three times", async (t) => {
  const { centre, peer, metrics } = await started(t);
  const sizes = [1_100_000, 1_200_000, 1_300_000, 1_400_000];
  const files = [...sizes.map((size) => Buffer.alloc(size, 1)), Buffer.from(eicar)];
  const attachments = await Promise.all(files.map((bytes) => centre.files.put(bytes)));
  const scan = (scanner: Scanner) => scanAttachments({ attachments }, centre.files, { scanner, metrics });
  const { infected, unchecked } = await scan(createClamd({ at: peer.at, scanMs: 5_000 }));
  assert.deepEqual(
    [infected, unchecked].map((found) => found.map(({ place }) => place)),
    [[4], [0, 1, 2, 3]],
  );
  let asked = 0;
  const away = createClamd({ at: { path: "/no/such/socket" }, scanMs: 5_000 });
  const counting: Scanner = {
    scan(bytes) {
      asked += 1;
      return away.scan(bytes);
    },
  };
  const { unchecked: waiting } = await scan(counting);
  assert.deepEqual([asked, waiting.map(({ place }) => place)], [3, [0, 1, 2, 3, 4]]);
  assert.ok(waiting.every(({ because }) => because.includes("/no/such/socket")));
});
