import assert from "node:assert/strict";
import test from "node:test";
import { type Answer, basic, type Client, clientOf } from "../support/http.ts";
import { refused } from "../support/refused.ts";
import { startServer } from "../support/server.ts";
import { acmeWith, writeTeam } from "../support/team.ts";

/** A password that is longer in UTF-8 than in ISO-8859-1. */
const zoe = { userName: "zoë", password: "pässwort-demo-1" };
const nora = { userName: "nora", password: "nora-demo-1", changePasswordOnFirstLogin: true };

test("who is let in, how, and how the others are sent away", async (t) => {
  const settings = { corsAllowedOrigins: ["https://desk.example.test"] };
  const server = await startServer(t, { team: await writeTeam(t, await acmeWith({}, { agents: [zoe, nora] })) });
  const { http } = server.ready();
  const [alice, nobody] = [clientOf(http, "alice"), clientOf(http)];

  await t.test("a wrong log-in is 401 with a challenge, without one for scripts in a page", async () => {
    const challenge = 'Basic realm="postroom", charset="UTF-8"';
    const wrong = [
      undefined,
      basic("alice", "wrong"),
      basic("nobody-known", "x"),
      "Basic !!!",
      "Bearer abc",
      "Digest x",
    ];
    for (const authorization of wrong) {
      const headers = authorization === undefined ? {} : { authorization };
      const answer = await nobody.get("/me", headers);
      refused(answer, 401, 20);
      assert.equal(answer.headers.get("www-authenticate"), challenge, authorization);
      const fromPage = await nobody.get("/me", { ...headers, "x-requested-with": "XMLHttpRequest" });
      refused(fromPage, 401, 20);
      assert.equal(fromPage.headers.get("www-authenticate"), null);
    }
  });

  await t.test("credentials are read as UTF-8, else as ISO-8859-1", async () => {
    for (const encoding of ["utf8", "latin1"] as const) {
      const word = Buffer.from(`${zoe.userName}:${zoe.password}`, encoding).toString("base64");
      const { status, body } = await nobody.get("/me", { authorization: `Basic ${word}` });
      assert.equal(status, 200, encoding);
      assert.equal(Object(body["user"]).userName, zoe.userName);
    }
  });

  await t.test("a cookie stands for the log-in, for writing only with its token", async () => {
    const first = await alice.get("/me");
    const set = first.headers.get("set-cookie") ?? "";
    assert.match(set, /^JSESSIONID=[^;]+;/);
    for (const attribute of ["Path=/", "HttpOnly", "SameSite=Lax"]) assert.ok(set.split("; ").includes(attribute), set);
    assert.doesNotMatch(set, /Secure/);
    const cookie = cookieOf(first);
    const read = await nobody.get("/me", { cookie });
    assert.equal(read.status, 200, read.text);
    assert.equal(read.headers.get("x-csrf-header"), "X-CSRF-TOKEN");
    const token = read.headers.get("x-csrf-token") ?? "";
    assert.match(token, /^[0-9a-f-]{36}$/);
    const again = await nobody.get("/me/emails", { cookie });
    assert.equal(again.headers.get("x-csrf-token"), token);

    const write = (headers: Record<string, string>) =>
      nobody.post("/me", { operationName: "StartContactCenterSession" }, { cookie, ...headers });
    for (const headers of [{}, { "x-csrf-token": crypto.randomUUID() }, { "x-csrf-token": "" }]) {
      assert.equal(refused(await write(headers), 403, 3), "Missing or invalid Csrf token");
    }
    assert.equal((await write({ "x-csrf-token": token })).status, 200);
    assert.equal((await write({ authorization: basic("alice", "alice-demo-1") })).status, 200);
    refused(await write({ authorization: basic("alice", "wrong"), "x-csrf-token": token }), 401, 20);
  });

  await t.test("an Authorization header decides who asks, whatever the cookie says", async () => {
    const cookie = cookieOf(await alice.get("/me"));
    const { body } = await clientOf(http, "sam").get("/me", { cookie });
    assert.equal(Object(body["user"]).userName, "sam");
  });

  await t.test("the form logs in, survives a restart, and logs out", async () => {
    const signedIn = await nobody.post("/session", { userName: "alice", password: "alice-demo-1" });
    assert.equal(signedIn.status, 200, signedIn.text);
    const cookie = cookieOf(signedIn);
    refused(await nobody.post("/session", { userName: "alice", password: "wrong" }), 401, 20);
    refused(await nobody.post("/session", { userName: "alice" }), 400, 1);
    const token = await tokenOf(nobody, cookie);

    await server.kill();
    await server.restart();
    assert.equal(await tokenOf(nobody, cookie), token);

    refused(await nobody.send("DELETE", "/session", { headers: { cookie } }), 403, 3);
    const out = await nobody.send("DELETE", "/session", { headers: { cookie, "x-csrf-token": token } });
    assert.equal(out.status, 200, out.text);
    refused(await nobody.get("/me", { cookie }), 401, 20);
  });

  await t.test("writing from a strange origin is refused, from our own it is not", async () => {
    const body = { operationName: "StartContactCenterSession" };
    const handshake = [{ channel: "/meta/handshake", version: "1.0", supportedConnectionTypes: ["long-polling"] }];
    refused(await alice.post("/me", body, { origin: "https://evil.test" }), 403, 3);
    refused(await alice.post("/me", body, { origin: "null" }), 403, 3);
    refused(await alice.post("/notifications", handshake, { origin: "https://evil.test" }), 403, 3);
    assert.equal((await alice.get("/me", { origin: "https://evil.test" })).status, 200);
    assert.equal((await alice.post("/me", body, { origin: http })).status, 200);
    const strange = await alice.get("/me", { origin: "https://evil.test" });
    assert.equal(strange.headers.get("access-control-allow-origin"), null);
  });

  await t.test("who must change the password can do nothing else before", async () => {
    const old = clientOf(http, "nora");
    const changed = { operationName: "ChangePassword", oldPassword: nora.password, newPassword: "nora-has-another-1" };
    assert.equal((await old.get("/me")).status, 200);
    refused(await old.get("/me/emails"), 403, 8);
    refused(await old.post("/me", { operationName: "StartContactCenterSession" }), 403, 8);
    const answer = await old.post("/me", changed);
    assert.equal(answer.status, 200, answer.text);
    refused(await old.get("/me"), 401, 20);
    assert.equal((await clientOf(http, "nora", changed.newPassword).get("/me/emails")).status, 200);
  });

  const desk = await startServer(t, { team: await writeTeam(t, await acmeWith(settings)) });
  const deskHttp = desk.ready().http;

  await t.test("an allowed origin gets credentials and the headers that it needs", async () => {
    const origin = "https://desk.example.test";
    const asked = clientOf(deskHttp, "alice");
    const preflight = await clientOf(deskHttp).send("OPTIONS", "/me", {
      headers: { origin, "access-control-request-method": "POST", "access-control-request-headers": "content-type" },
    });
    assert.ok([200, 204].includes(preflight.status), preflight.text);
    const allowed = (name: string) => preflight.headers.get(`access-control-${name}`)?.toLowerCase() ?? "";
    assert.deepEqual(
      [allowed("allow-origin"), allowed("allow-credentials"), allowed("max-age")],
      [origin, "true", "120"],
    );
    for (const method of ["get", "post", "put", "delete", "options"])
      assert.ok(allowed("allow-methods").includes(method));
    for (const header of ["contactcenterid", "x-csrf-token", "idempotency-key", "if-match", "authorization"]) {
      assert.ok(allowed("allow-headers").includes(header), header);
    }
    const answer = await asked.get("/me", { origin });
    const exposed = answer.headers.get("access-control-expose-headers")?.toLowerCase() ?? "";
    for (const header of ["x-csrf-header", "x-csrf-token", "etag", "retry-after"]) assert.ok(exposed.includes(header));
    assert.match(answer.headers.get("set-cookie") ?? "", /SameSite=None/);
    const written = await asked.post("/me", { operationName: "StartContactCenterSession" }, { origin });
    assert.equal(written.status, 200, written.text);
  });

  await t.test("ten wrong passwords for one name within a minute, then 429 even for the right one", async () => {
    const bob = clientOf(deskHttp, "bob", "wrong");
    for (let tries = 0; tries < 10; tries++) refused(await bob.get("/me"), 401, 20);
    for (const client of [bob, clientOf(deskHttp, "bob")]) {
      const answer = await client.get("/me");
      refused(answer, 429, 3);
      assert.ok(Number(answer.headers.get("retry-after")) >= 1);
    }
  });
});

function cookieOf({ headers }: Answer): string {
  return headers.get("set-cookie")?.split(";")[0] ?? "";
}

async function tokenOf(client: Client, cookie: string): Promise<string> {
  const { status, headers, text } = await client.get("/me", { cookie });
  assert.equal(status, 200, text);
  return headers.get("x-csrf-token") ?? "";
}
