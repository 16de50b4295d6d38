import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { owned, readAndRoute, receive } from "../../testing/agent-day.ts";
import type { Shown } from "../gws/desk.fixture.ts";
import { refusal, startDay } from "../gws/listening.fixture.ts";

const base = "/api/postroom/v1";

/** Ann asks about her order, which Alice has; Joe about an invoice, a minute later. */
async function desk(t: TestContext) {
  const day = await startDay(t);
  const { server, centre } = day;
  const anns = await owned(centre, "alice", { body: "Where is my blue bicycle? I have waited for weeks." });
  centre.clock.advance(60_000);
  const joes = await receive(centre, {
    headers: [
      "From: Joe <joe@other.test>",
      "To: support@acme.test",
      "Subject: Invoice 12",
      "Message-ID: <j@other.test>",
    ],
    body: "The invoice is wrong. It names a bicycle that I never ordered.",
  });
  await readAndRoute(centre);
  const search = async (q: string, more = "", as = "sam"): Promise<Shown> =>
    (await server.ask({ as, path: `${base}/search?q=${encodeURIComponent(q)}${more}` })).json;
  const ids = async (q: string, more = "", as = "sam"): Promise<readonly string[]> =>
    (await search(q, more, as)).rows?.map((row: Shown) => row.id);
  return { ...day, anns, joes, search, ids };
}

test("words find e-mails, the newest first, and say where they stand", async (t) => {
  const { search, ids, anns, joes } = await desk(t);
  const found = await search("bicycle");
  assert.deepEqual(
    found.rows.map((row: Shown) => row.id),
    [joes, anns],
  );
  assert.deepEqual([found.total, found.totalIsExact, found.nextCursor], [2, true, undefined]);
  for (const { snippet, marks } of found.rows) {
    assert.deepEqual(
      marks.map(([start, end]: [number, number]) => snippet.slice(start, end)),
      ["bicycle"],
    );
  }
  assert.deepEqual(
    [found.rows[0].subject, found.rows[0].from, found.rows[0].queue],
    ["Invoice 12", "joe@other.test", "support"],
  );
  assert.deepEqual(await ids("bicycle", "&sort=oldest"), [anns, joes]);
  const first = await search("bicycle", "&limit=1");
  assert.deepEqual(await ids("bicycle", `&limit=1&cursor=${first.nextCursor}`), [anns]);
});

/** A mail that anybody may find: what it says and whose it is. */
const mailOf = (subject: string, body: string, from = "Eve <eve@other.test>") => ({
  headers: [
    ...[`From: ${from}`, "To: support@acme.test", `Subject: ${subject}`],
    ...["Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit"],
  ],
  body,
});

test("a link finds the mail that it was copied from", async (t) => {
  const { centre, server, ids } = await desk(t);
  const link = "https://shop.test:8443/orders/77?lang=de-DE&from=mail#top";
  const linked = await receive(centre, mailOf("Link", `Look at ${link} please, or (http://old.test/a).`));
  const elsewhere = await receive(
    centre,
    mailOf("Other", "Look at https://shop.test:8443/orders/78 and http://old.test/b"),
  );
  await readAndRoute(centre);
  for (const q of [link, "http://old.test/a", `please ${link}`, `${link} from:eve`]) {
    assert.deepEqual(await ids(q), [linked], q);
    if (q.includes("from:")) continue;
    for (const list of ["/api/v2/interactions?fields=id&q=", "/api/v2/ucs/interactions?fields=id&q="]) {
      const { json } = await server.ask({ as: "sam", path: list + encodeURIComponent(q) });
      assert.deepEqual(json["interactions"], [{ id: linked }], list + q);
    }
  }
  assert.deepEqual(await ids(`-${link} from:eve`), [elsewhere]);
  assert.deepEqual(await ids("http://'\\:* http://&|!"), []);
});

test("letters are found however they are composed", async (t) => {
  const { centre, server, ids, search } = await desk(t);
  const body = "Grüße aus dem Café";
  const composed = await receive(centre, mailOf("Tür".normalize("NFC"), body.normalize("NFC"), "Zoé <zoe@one.test>"));
  const apart = await receive(
    centre,
    mailOf("Tür".normalize("NFD"), body.normalize("NFD"), `${"Zoé".normalize("NFD")} <zoe@two.test>`),
  );
  await readAndRoute(centre);
  for (const q of ["café", "grüße café", '"dem Café"', "subject:tür", "from:zoé", "nothing OR café"]) {
    for (const form of ["NFC", "NFD"]) {
      assert.deepEqual((await ids(q.normalize(form), "&sort=oldest")).toSorted(), [composed, apart].toSorted(), q);
    }
  }
  assert.deepEqual(await ids("-café zoe"), []);
  for (const { snippet, marks } of (await search("café")).rows) {
    assert.deepEqual(
      marks.map(([start, end]: [number, number]) => snippet.slice(start, end).normalize("NFC")),
      ["Café"],
    );
  }
  for (const form of ["NFC", "NFD"]) {
    const path = `/api/v2/ucs/contacts?fields=*&q=${encodeURIComponent("zoé".normalize(form))}`;
    const contacts: Shown = (await server.ask({ as: "sam", path })).json["contacts"];
    assert.equal(contacts.length, 2, form);
  }
});

test("operators ask for one part of an e-mail", async (t) => {
  const { ids, anns, joes, centre } = await desk(t);
  for (const q of [
    "from:ann@customer.test",
    "from:ann",
    'subject:"Order 4711"',
    "agent:alice state:processing",
    `id:${anns}`,
  ]) {
    assert.deepEqual(await ids(q), [anns], q);
  }
  const joe = centre.pool.query("SELECT holder FROM interactions WHERE id = $1", [joes]);
  assert.ok((await joe).rows[0].holder !== null, "Alice has room for it");
  for (const q of ["from:joe bicycle", "to:support state:invited", "bicycle -blue", "lang:en invoice"]) {
    assert.deepEqual(await ids(q), [joes], q);
  }
  assert.deepEqual(await ids("queue:support after:2026-11-23 before:2026-11-24"), [joes, anns]);
  for (const q of [
    "has:attachment",
    "queue:nowhere",
    "agent:nobody",
    "before:2026-11-23",
    "from:joe from:ann order:1",
  ]) {
    assert.deepEqual(await ids(q), [], q);
  }
  assert.deepEqual(await ids("agent:me", "", "alice"), [joes, anns]);
});

test("a value that an operator does not take is refused in words", async (t) => {
  const { server } = await desk(t);
  const refused = async (q: string) =>
    refusal(await server.ask({ as: "sam", path: `${base}/search?q=${encodeURIComponent(q)}` }));
  assert.equal(await refused("state:Lost"), "10/400 $.q: no such state: Lost");
  assert.equal(await refused("after:2026-02-30"), "10/400 $.q: not a day such as 2026-11-23: 2026-02-30");
  assert.equal(await refused("has:wings"), "10/400 $.q: nothing that an e-mail has: wings");
});

test("nobody finds what they may not read", async (t) => {
  const { ids, anns, joes, centre } = await desk(t);
  assert.deepEqual(await ids("bicycle", "", "bob"), [joes, anns]);
  await centre.pool.query("UPDATE users SET settings = $1 WHERE user_name IN ('alice', 'bob')", [
    JSON.stringify({ "privilege.contact.can-use-contact-history": "false" }),
  ]);
  centre.clock.advance(60_000);
  assert.deepEqual(await ids("bicycle", "", "bob"), []);
  assert.deepEqual(await ids("bicycle", "", "alice"), [joes, anns]);
});

test("a search can go on with operators, queues, agents and states", async (t) => {
  const { server } = await desk(t);
  const suggested = async (q: string) =>
    (await server.ask({ as: "alice", path: `${base}/search/suggest?q=${encodeURIComponent(q)}` })).json["suggestions"];
  assert.deepEqual(await suggested("bicycle su"), ["bicycle subject:"]);
  assert.deepEqual(await suggested("queue:s"), ["queue:support"]);
  assert.deepEqual(await suggested("x agent:a"), ["x agent:alice"]);
  assert.deepEqual(await suggested("state:in"), ["state:Invited", "state:InWorkbin"]);
});

test("a search is kept under a name, counted, shared with a group, and changed by its owner alone", async (t) => {
  const { server, hear } = await desk(t);
  const ask = (as: string, method: string, path: string, body?: object, headers = {}) =>
    server.ask({ as, method, path: `${base}${path}`, headers, ...(body === undefined ? {} : { body }) });
  const made: Shown = (
    await ask("alice", "POST", "/views", { name: "Bikes", query: "bicycle", sharedWith: ["FrontLine"] })
  ).json;
  const { id } = made.view;
  assert.deepEqual([made.view.isOwn, made.view.sort, made.view.version], [true, "newest", 1]);
  const mine: Shown = (await ask("alice", "GET", "/views")).json;
  assert.deepEqual([mine.views[0].count, mine.views[0].isOwn], [2, true]);
  const bobs: Shown = (await ask("bob", "GET", "/views")).json;
  assert.deepEqual([bobs.views[0].id, bobs.views[0].isOwn], [id, false]);
  assert.deepEqual((await ask("sam", "GET", "/views")).json["views"], []);
  assert.equal(refusal(await ask("bob", "PUT", `/views/${id}`, { name: "Mine" })), `6/404 view not found: ${id}`);
  const stale = await ask("alice", "PUT", `/views/${id}`, { name: "x" }, { "if-match": '"4"' });
  assert.equal(refusal(stale), "2/409 version 4 is stale, the present version is 1");
  const changed: Shown = (await ask("alice", "PUT", `/views/${id}`, { name: "Blue", query: "bicycle blue" })).json;
  assert.deepEqual([changed.view.name, changed.view.version, changed.view.sharedWith.length], ["Blue", 2, 1]);
  const snapshot: Shown = (await ask("alice", "GET", "/me/snapshot")).json;
  assert.deepEqual(snapshot.viewCounts, { [id]: 1 });
  assert.equal(
    refusal(await ask("alice", "POST", "/views", { name: "x", query: "state:Lost" })),
    "10/400 $.query: no such state: Lost",
  );
  assert.equal(
    refusal(await ask("alice", "POST", "/views", { name: "x", query: "y", sharedWith: ["z"] })),
    "6/404 group not found: z",
  );
  assert.match(refusal(await ask("alice", "POST", "/views", { name: "x" })), /^1\/400 \$\.query/);
  assert.match(refusal(await ask("alice", "POST", "/views", { name: "  ", query: "y" })), /\$\.name: /);
  const twice: Shown = (
    await ask("alice", "PUT", `/views/${id}`, { sharedWith: [...made.view.sharedWith, "FrontLine"] })
  ).json;
  assert.deepEqual(twice.view.sharedWith, made.view.sharedWith, "by its id and by its name it is one group");
  assert.equal((await ask("alice", "DELETE", `/views/${id}`)).status, 200);
  assert.deepEqual((await ask("alice", "GET", "/views")).json["views"], []);
  const told: readonly Shown[] = await hear("alice", "/postroom/v1/me/views");
  assert.deepEqual(
    told.map((one) => one.view?.version ?? one.removedId),
    [1, 2, 3, id],
  );
});
