import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import type { TestContext } from "node:test";
import { test } from "node:test";
import { drafted, owned } from "../../testing/agent-day.ts";
import { acme } from "../../testing/centre.ts";
import type { Shown } from "../../wire/gws/desk.fixture.ts";
import { type Ask, startHttp } from "./http.fixture.ts";

const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
  "base64",
);

const html =
  '<p style="color:#a00">Hello</p><img src="cid:logo@a"><img src="cid:page@a"><img src="https://pictures.test/cat.png">' +
  '<img src="https://t.test/p" width="1" height="1"><a href="https://evil.test/">www.bank.test</a><script>alert(1)</script>';

const part = (type: string, id: string, bytes: Buffer): readonly string[] => [
  ...["--b", `Content-Type: ${type}`, `Content-ID: <${id}>`, "Content-Transfer-Encoding: base64", ""],
  bytes.toString("base64"),
];

const mail = {
  headers: [
    ...[
      "From: Ann Lee <ann@customer.test>",
      "To: support@acme.test",
      "Subject: Look",
      "Message-ID: <look@customer.test>",
    ],
    ...["MIME-Version: 1.0", 'Content-Type: multipart/related; boundary="b"'],
  ],
  body: [
    ...["--b", "Content-Type: text/html; charset=utf-8", "", html],
    ...part("image/png", "logo@a", png),
    ...part("image/png", "page@a", Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>")),
    "--b--",
  ].join("\r\n"),
};

/** Alice owns Ann's mail and is signed in by cookie. */
async function desk(t: TestContext, settings: object = {}) {
  const asked: string[] = [];
  const pictures = {
    async fetch(address: string) {
      asked.push(address);
      return { mime: "image/png", bytes: png };
    },
  };
  const server = await startHttp(t, { file: { ...acme, settings }, options: { pictures } });
  const id = await owned(server.centre, "alice", mail);
  const sign = async (as: string) => {
    const { cookie, headers } = await server.ask({ path: "/api/v2/me", as });
    return { cookie: `JSESSIONID=${cookie}`, "x-csrf-token": headers["x-csrf-token"] ?? "" };
  };
  const alice = await sign("alice");
  const view = async (body: object, headers: Ask["headers"] = alice): Promise<Shown> => {
    const request = { method: "POST", path: "/api/postroom/v1/mail-views", body: { interactionId: id, ...body } };
    const { json, status, text } = await server.ask({ ...request, headers });
    assert.equal(status, 200, text);
    return json;
  };
  const open = (url: string, headers: Ask["headers"] = alice) => server.ask({ path: url, headers });
  return { ...server, id, alice, sign, view, open, asked };
}

test("a ticket's document is fenced exactly as it must be, and has nothing but our one script in it", async (t) => {
  const { view, open } = await desk(t);
  const given = await view({});
  assert.match(given.url, /^\/mail-view\/[0-9a-f]{32}$/);
  assert.deepEqual(
    [given.mode, given.designed, given.remote, given.expiresAt],
    ["bridge", true, { pictures: 1, trackers: 1, shown: false }, "2026-11-23T10:23:00.000Z"],
  );
  assert.deepEqual(given.linkWarnings, [{ text: "www.bank.test", host: "evil.test" }]);
  const { status, headers, text } = await open(given.url);
  assert.equal(status, 200, text);
  const [, script = ""] = /<script>([\s\S]*)<\/script>/.exec(text) ?? [];
  const hash = createHash("sha256").update(script).digest("base64");
  assert.equal(
    headers["content-security-policy"],
    "sandbox allow-scripts allow-popups allow-popups-to-escape-sandbox; default-src 'none'; " +
      `script-src 'sha256-${hash}'; img-src 'self' data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; ` +
      "frame-ancestors 'self'",
  );
  assert.deepEqual(
    ["x-content-type-options", "referrer-policy", "cache-control", "content-type", "x-frame-options"].map(
      (name) => headers[name],
    ),
    ["nosniff", "no-referrer", "no-store", "text/html; charset=utf-8", undefined],
  );
  assert.equal(text.match(/<script/g)?.length, 1);
  assert.doesNotMatch(text, /alert\(1\)|pictures\.test|t\.test/);
  assert.ok(text.includes(`src="${given.url}/cid/0"`), text);
});

test("what a mail quotes is folded in its frame in the reader's language, without any script, and open on paper", async (t) => {
  const { view, open, alice, ask, centre } = await desk(t, { mailFrame: "locked" });
  const quoting =
    "<p>Yes.</p><p>On Monday Ann wrote:</p><blockquote type=cite><p>May we <b>send</b> it?</p></blockquote>";
  const headers = [
    "From: ann@customer.test",
    "Subject: Re",
    "Content-Type: text/html",
    "Message-ID: <re@customer.test>",
  ];
  const interactionId = await owned(centre, "alice", { headers, body: quoting });
  const shown = async (part: string, accepted: string, query = "") => {
    const { url } = await view({ interactionId, part });
    return (await open(url + query, { ...alice, "accept-language": accepted })).text;
  };
  const german = await shown("html", "nl, de-DE;q=0.9, fr;q=0.8");
  assert.match(german, /<p>Yes\.<\/p>.*<summary>Zitierten Text zeigen<\/summary>.*send.*<\/details>/s);
  assert.doesNotMatch(german, /<script|<details[^>]* open/);
  assert.match(await shown("html", "de", "?quoted=open"), /<details class="quotation" open>.*send.*<\/details>/s);
  assert.match(await shown("html", "nl"), /<summary>Show quoted text<\/summary>/);
  const path = "/api/postroom/v1/me/preferences";
  assert.equal((await ask({ method: "PUT", path, headers: alice, body: { language: "fr" } })).status, 200);
  assert.match(await shown("html", "de"), /<summary>Afficher le texte cité<\/summary>/);
  assert.doesNotMatch(await shown("print", "de"), /<details/);
});

test("a mail stands on the paper that the page asks for, designed mail else on white", async (t) => {
  const { view, open } = await desk(t);
  const { url } = await view({});
  const classOf = async (query: string) => /<html[^>]* class="([^"]*)"/.exec((await open(url + query)).text)?.[1];
  assert.deepEqual(
    await Promise.all(["", "?paper=dark", "?paper=light", "?paper=%22%3E", "?paper=dark&paper=light"].map(classOf)),
    ["light", "dark", "light", "light", "light"],
  );
});

test("in the locked mode there is no script at all", async (t) => {
  const { view, open } = await desk(t, { mailFrame: "locked" });
  const given = await view({});
  const { headers, text } = await open(given.url);
  assert.equal(given.mode, "locked");
  assert.match(
    headers["content-security-policy"] ?? "",
    /^sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; script-src 'none'; /,
  );
  assert.doesNotMatch(text, /<script/);
});

test("the mail's own pictures come by the ticket alone, and only when their bytes are pictures", async (t) => {
  const { view, open, ask } = await desk(t);
  const { url } = await view({});
  const own = await open(`${url}/cid/0`, {});
  assert.deepEqual(
    [own.status, own.headers["content-type"], own.headers["cross-origin-resource-policy"], own.cookie],
    [200, "image/png", "cross-origin", undefined],
  );
  assert.equal(own.headers["content-length"], String(png.length));
  assert.equal((await open(`${url}/cid/1`, {})).status, 404, "a page that says it is a PNG");
  for (const n of ["2", "-1", "0x0", "00000"]) assert.equal((await open(`${url}/cid/${n}`, {})).status, 404, n);
  assert.equal((await open(`/mail-view/${"0".repeat(32)}/cid/0`, {})).status, 404);
  assert.equal((await ask({ path: "/api/v2/me", as: "alice" })).headers["cross-origin-resource-policy"], "same-origin");
});

test("pictures from outside are fetched only with a ticket that was asked for with them, by their place", async (t) => {
  const { view, open, asked } = await desk(t);
  const without = await view({});
  assert.equal((await open(`${without.url}/remote/0`, {})).status, 404);
  const given = await view({ images: true });
  assert.equal(given.remote.shown, true);
  const { text } = await open(given.url);
  assert.ok(text.includes(`src="${given.url}/remote/0"`));
  assert.ok(!text.includes("remote/1"), "the tracker stays away");
  const picture = await open(`${given.url}/remote/0`, {});
  assert.deepEqual([picture.status, picture.headers["content-type"]], [200, "image/png"]);
  assert.equal(picture.headers["cross-origin-resource-policy"], "cross-origin");
  assert.equal((await open(`${given.url}/remote/1`, {})).status, 404);
  assert.deepEqual(asked, ["https://pictures.test/cat.png"]);
});

test("a centre may forbid pictures from outside for good", async (t) => {
  const { view, open, asked } = await desk(t, { remoteImages: "never" });
  const given = await view({ images: true });
  assert.deepEqual(given.remote, { pictures: 1, trackers: 1, shown: false });
  assert.equal((await open(`${given.url}/remote/0`, {})).status, 404);
  assert.deepEqual(asked, []);
});

test("a ticket is worth nothing to others, in another session, after its time, and after the session", async (t) => {
  const { view, open, sign, ask, alice, centre } = await desk(t);
  const { url } = await view({});
  assert.equal((await open(url, {})).status, 401);
  assert.equal((await open(url, await sign("bob"))).status, 404);
  assert.equal((await open(url, await sign("alice"))).status, 404, "another session of the same user");
  assert.equal((await ask({ path: url, as: "alice" })).status, 404, "credentials without the session");
  assert.equal((await open(url)).status, 200);
  centre.clock.advance(300_000);
  assert.equal((await open(url)).status, 404);
  assert.equal((await open(`${url}/cid/0`, {})).status, 404);
  const again = await view({});
  assert.equal((await open(`${again.url}/cid/0`, {})).status, 200);
  await ask({ method: "DELETE", path: "/session", headers: alice });
  assert.equal((await open(`${again.url}/cid/0`, {})).status, 404);
});

test("only who may read the e-mail is given a ticket, and its bytes only supervisors, which is audited", async (t) => {
  const { ask, id, centre, sign, view, open } = await desk(t);
  const post = (as: string, body: object) =>
    ask({ method: "POST", path: "/api/postroom/v1/mail-views", as, body: { interactionId: id, ...body } });
  assert.equal((await post("alice", { interactionId: "NOSUCH" })).status, 404);
  assert.deepEqual((await post("alice", { part: "source" })).json["statusCode"], 5);
  assert.equal((await post("alice", { part: "other" })).json["statusCode"], 10);
  assert.equal((await post("alice", { part: "quote" })).status, 404, "an e-mail that quotes nothing");
  await centre.pool.query("UPDATE users SET settings = $1 WHERE user_name = 'bob'", [
    JSON.stringify({ "privilege.contact.can-use-contact-history": "false" }),
  ]);
  assert.equal((await post("bob", {})).status, 404);
  const sam = await sign("sam");
  const { url } = await view({ part: "source" }, sam);
  const source = await open(url, sam);
  assert.match(source.text, /<pre>From: Ann Lee &lt;ann@customer\.test&gt;/);
  assert.match(source.text, /&lt;script&gt;alert\(1\)&lt;\/script&gt;/);
  const audit: Shown = (await ask({ path: "/api/v2/audit?limit=1000", as: "sam" })).json;
  assert.ok(audit.audit.some((row: Shown) => row.kind === "RawRead" && row.interactionId === id && row.by === "sam"));
});

test("a draft shows what it quotes, and paper has the head of the mail on it", async (t) => {
  const { view, open, centre, id } = await desk(t);
  const draft = await drafted(centre, "alice", id);
  const quote = await open((await view({ interactionId: draft, part: "quote" })).url);
  assert.match(quote.text, />Hello<\/p>/);
  const print = await open((await view({ part: "print" })).url);
  assert.match(print.text, /<table class="head">.*Ann Lee &lt;ann@customer\.test&gt;.*Look.*<\/table>/);
});

test("plain mail is shown as text, whatever it says", async (t) => {
  const { centre, view, open } = await desk(t);
  const plain = await owned(centre, "alice", { body: "<script>alert(1)</script>\r\nIt's me" });
  const given = await view({ interactionId: plain });
  assert.equal(given.designed, false);
  assert.match((await open(given.url)).text, /&lt;script&gt;alert\(1\)&lt;\/script&gt;<br ?\/?>It/);
});

test("who wants a mailbox's pictures sees them unasked, a sender's only where DMARC proves them", async (t) => {
  const { ask, view, id, centre } = await desk(t);
  const consent = (method: string, body: object) =>
    ask({ method, path: "/api/postroom/v1/image-consents", as: "alice", body });
  const sender = { scope: "sender", key: "Ann@Customer.test" };
  assert.deepEqual((await consent("PUT", sender)).json["consents"], [{ scope: "sender", key: "ann@customer.test" }]);
  assert.equal((await view({})).remote.shown, false, "nothing proves that Ann wrote it");
  await centre.pool.query("UPDATE mail_readings SET verdict = $1 WHERE interaction_id = $2", [
    JSON.stringify({ spf: "pass", dkim: "pass", dmarc: "pass", arc: "none", isAligned: true }),
    id,
  ]);
  assert.equal((await view({})).remote.shown, true);
  assert.deepEqual((await consent("DELETE", sender)).json["consents"], []);
  assert.equal((await view({})).remote.shown, false);
  await consent("PUT", { scope: "mailbox", key: "support@acme.test" });
  assert.equal((await view({})).remote.shown, true);
  assert.equal((await consent("PUT", { scope: "world", key: "all" })).json["statusCode"], 10);
});
