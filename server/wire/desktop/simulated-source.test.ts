import assert from "node:assert/strict";
import { test } from "node:test";
import { rulesSimulateAnswer } from "@postroom/contract";
import { acme } from "../../testing/centre.ts";
import { refusal, startDay } from "../gws/listening.fixture.ts";

const when = (field: string, op: string, value: string) => ({ field, op, value });
const rule = (id: string, conditions: readonly object[], name: string, value: string | number) => ({
  ...{ id, if: conditions },
  // biome-ignore lint/suspicious/noThenProperty: the wire calls it so (desktop.md 13).
  then: [{ set: name, value }],
});

test("the whole source of a mail is tried as if it came in: parsed, classified, and nothing of it stays", async (t) => {
  const { centre, server } = await startDay(t, { file: { ...acme, settings: { blockedSenders: ["@spam.test"] } } });
  const as = (user: string) => (method: "PUT" | "POST", path: string, body: object) =>
    server.ask({ as: user, method, path: `/api/postroom/v1/rules${path}`, body });
  const ask = as("root");
  const rules = [
    rule("file", [when("attachment", "has", "pdf"), when("text", "has", "grün")], "queue", "general"),
    rule("doubt", [when("sender", "isNot", "proven")], "priority", 5),
  ];
  assert.equal((await ask("PUT", "/draft", { rules })).status, 200);
  const source = (headers: readonly string[], body = "Hello") => [...headers, "", body].join("\n");
  const named = ["From: Ann <ann@customer.test>", "To: Help <help@acme.test>", "Subject: =?utf-8?Q?Gr=C3=BCn?="];
  const eml = source(
    [...named, "MIME-Version: 1.0", "Content-Type: multipart/mixed; boundary=b"],
    [
      ...["--b", "Content-Type: text/html; charset=utf-8", "Content-Transfer-Encoding: quoted-printable", ""],
      ...["<p>Alles gr=C3=BCn, vielen Dank, und einen sch=C3=B6nen Tag noch</p>", "--b"],
      ...["Content-Type: application/pdf; name=a.pdf", "Content-Disposition: attachment; filename=a.pdf", ""],
      ...["%PDF", "--b--", ""],
    ].join("\n"),
  );
  const tables = ["interactions", "messages", "contacts", "journal"];
  const rows = async () =>
    Promise.all(tables.map(async (table) => (await centre.pool.query(`SELECT count(*) FROM ${table}`)).rows[0].count));
  const before = [await rows(), await Array.fromAsync(centre.files.list())];
  const tried = rulesSimulateAnswer.parse((await ask("POST", "/simulate", { eml })).json);
  assert.deepEqual(
    tried.path.map(({ ruleId, matched, conditions }) => [ruleId, matched, conditions.map(({ saw }) => saw.length)]),
    [["file", true, [1, 1]]],
  );
  assert.match(tried.path[0]?.conditions[0]?.saw[0] ?? "", /a\.pdf/);
  assert.deepEqual(tried.result.queue, "general");
  assert.deepEqual(tried.read, {
    ...{ class: "human", isReply: false, mailbox: "support@acme.test", language: "de", placing: "route" },
  });
  const plain = rulesSimulateAnswer.parse((await ask("POST", "/simulate", { eml: source(named) })).json);
  assert.deepEqual([plain.result.queue, plain.result.priority], ["support", 15]);
  const away = source([...named, "Auto-Submitted: auto-replied", "X-Auto-Response-Suppress: All"], "I am away.");
  const parked = rulesSimulateAnswer.parse((await ask("POST", "/simulate", { eml: away })).json);
  assert.deepEqual([parked.read?.placing, parked.read?.because], ["park", "autoreply-ooo-without-thread"]);
  assert.deepEqual([parked.path, parked.result.queue, parked.offer.candidates], [[], undefined, []]);
  const blocked = await ask("POST", "/simulate", { eml: `Return-Path: <x@spam.test>\n${source(named)}` });
  assert.equal(rulesSimulateAnswer.parse(blocked.json).read?.because, "blocked-sender");
  assert.deepEqual([await rows(), await Array.fromAsync(centre.files.list())], before);
  const wrong = async (body: object) => refusal(await ask("POST", "/simulate", body));
  assert.equal(await wrong({ eml: "hello" }), "10/400 $.eml: not the source of a mail: it has no header");
  assert.equal(await wrong({ eml: "x".repeat(5_000_001) }), "10/400 $.eml: more than 5000000 characters");
  assert.match(await wrong({ eml, interactionId: "a" }), /exactly one of/);
  assert.equal((await as("sam")("POST", "/simulate", { eml })).status, 403);
});
