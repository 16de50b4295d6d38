import assert from "node:assert/strict";
import { createServer } from "node:net";
import { type TestContext, test } from "node:test";
import { mailboxesAnswer, mailServersAnswer } from "@postroom/contract";
import { startPeer as startImap } from "../../adapters/imap/imap-peer.fixture.ts";
import { atEnd } from "../../testing/at-end.ts";
import { acme } from "../../testing/centre.ts";
import { testCertificate } from "../../testing/certificate.ts";
import { startPeer } from "../../testing/smtp-peer.ts";
import { startExamined } from "../postroom/examined.fixture.ts";

const path = "/api/postroom/v1/mailbox-trials";
const password = "hunter2-hunter2";
const imap = { host: "127.0.0.1", tls: "none", user: "sales", password };
const refusal = () => [`NO [AUTHENTICATIONFAILED] ${password} is wrong`];

type Started = Awaited<ReturnType<typeof startExamined>>;

/** The steps as they ended, each in a few words, and the end. */
async function tried(http: Started, body: object) {
  const answer = await http.ask({ method: "POST", path, as: "root", body });
  assert.equal(answer.status, 200, answer.text);
  assert.equal(answer.headers["content-type"], "application/x-ndjson");
  assert.doesNotMatch(answer.text, /hunter/);
  const lines = answer.text
    .trimEnd()
    .split("\n")
    .map((line) => Object(JSON.parse(line)));
  const ended = lines.filter(({ step, state }) => step !== undefined && state !== "running");
  const words = ended.map(({ step, state, trouble }) => [step, state, trouble].filter(Boolean).join(" "));
  return { words, ended, end: lines.at(-1)?.end, of: (name: string) => ended.find(({ step }) => step === name) };
}

/** Answers every connection with this, and says no more. */
async function startStranger(t: TestContext, greeting: string): Promise<number> {
  const server = createServer((socket) => socket.on("error", () => undefined).write(greeting));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  atEnd(t, async () => void server.close());
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

test("an account that is stored nowhere is tried step by step, in over TLS and to its folders", async (t) => {
  const { port } = await startImap(t, {}, { isTls: true });
  const http = await startExamined(t, acme);
  const account = { ...imap, port, tls: "implicit", after: "move", moveTo: "Done", sentFolder: "Sent" };
  const { words, of, end } = await tried(http, { direction: "in", imap: account });
  assert.deepEqual(words, [
    ...["resolve ok", "connect ok", "tls ok", "greet ok", "log-in ok", "folder ok", "list ok"],
    ...["move-folder ok", "sent-folder ok"],
  ]);
  assert.deepEqual([end, of("tls").protocol, of("list").messages, of("folder").uidValidity], ["ok", "TLSv1.3", 1, "7"]);
  assert.deepEqual([of("resolve").addresses, of("greet").said], [["127.0.0.1"], "OK ready"]);
  const { rows } = await http.centre.pool.query("SELECT FROM imap_accounts");
  assert.equal(rows.length, 0);
});

test("a step that fails is the last one, named by its trouble, with what the server said and never the secret", async (t) => {
  const http = await startExamined(t, acme);
  const at = async (given: object) => tried(http, { direction: "in", imap: { ...imap, ...given } });
  const nowhere = await at({ port: 1 });
  assert.deepEqual([nowhere.words, nowhere.end], [["resolve ok", "connect fail connect"], "fail"]);
  assert.deepEqual((await at({ host: "mail.invalid", tls: "implicit" })).words, ["resolve fail name"]);
  const locked = await startImap(t, { LOGIN: refusal, AUTHENTICATE: refusal });
  const refused = await at({ port: locked.port });
  assert.deepEqual(refused.words.slice(2), ["greet ok", "log-in fail log-in"]);
  assert.equal(refused.of("log-in").said, "[secret] is wrong");
  const empty = await startImap(t, { SELECT: () => ["NO [NONEXISTENT] no such folder"] });
  assert.deepEqual((await at({ port: empty.port, folder: "Inbox2" })).words.slice(3), [
    "log-in ok",
    "folder fail folder",
  ]);
  const plain = await startImap(t, { STARTTLS: () => ["BAD no such command"] });
  assert.deepEqual((await at({ port: plain.port, tls: "starttls" })).words.slice(2), [
    "greet ok",
    "tls fail no-starttls",
  ]);
  assert.doesNotMatch(plain.heard.join("\n"), /LOGIN|AUTHENTICATE/);
});

test("of what is no mail server nothing is repeated", async (t) => {
  const http = await startExamined(t, acme);
  for (const greeting of ["SSH-2.0-OpenSSH_9.9 internal-host\r\n", `${"x".repeat(50_000)}`]) {
    const port = await startStranger(t, greeting);
    const { words, of } = await tried(http, { direction: "in", imap: { ...imap, port } });
    assert.deepEqual([words.slice(2), of("greet").said], [["greet fail stranger"], undefined]);
  }
  const port = await startStranger(t, `* BYE ${"long ".repeat(2_000)}\r\n`);
  const { of } = await tried(http, { direction: "in", imap: { ...imap, port } });
  assert.equal(String(of("greet").said).length, 300);
});

test("a stored account is tried with the password that nobody sees, as long as it goes to the same place", async (t) => {
  const heard = await startImap(t);
  const mailboxes = [{ ...acme.mailboxes[0], imap: { ...imap, port: heard.port } }];
  const http = await startExamined(t, { ...acme, mailboxes });
  const listed = mailboxesAnswer.parse((await http.ask({ path: "/api/postroom/v1/mailboxes", as: "root" })).json);
  const mailboxId = listed.mailboxes[0]?.id;
  const { password: _, ...shown } = { ...imap, port: heard.port };
  assert.equal((await tried(http, { direction: "in", mailboxId, imap: shown })).end, "ok");
  assert.match(heard.heard.join("\n"), new RegExp(`${password}|${btoa(`\0sales\0${password}`)}`));
  const elsewhere = { ...shown, host: "localhost" };
  const stolen = await http.ask({
    method: "POST",
    path,
    as: "root",
    body: { direction: "in", mailboxId, imap: elsewhere },
  });
  assert.deepEqual(
    [stolen.status, stolen.json["statusMessage"]],
    [400, "$.imap.password: needed anew: the account is another one"],
  );
});

test("a token is asked for in our own name; a refresh token is not used up for a test", async (t) => {
  const { port, heard } = await startImap(t);
  const http = await startExamined(t, acme);
  const tokenUrl = "http://127.0.0.1:1/token";
  const given = { host: "127.0.0.1", port, tls: "none", user: "sales" };
  const by = async (secret: object) => {
    const oauth = { tokenUrl, clientId: "c", ...secret };
    const { words, end } = await tried(http, { direction: "in", imap: { ...given, oauth } });
    return [words.at(-1), end];
  };
  assert.deepEqual(await by({ refreshToken: password }), ["token warn later", "warn"]);
  assert.deepEqual(await by({ clientSecret: password }), ["token fail token", "fail"]);
  assert.doesNotMatch(heard.join("\n"), /LOGIN|AUTHENTICATE/);
});

test("what cannot be an account is refused with all that is wrong, and whoever is no admin with 403", async (t) => {
  const http = await startExamined(t, acme);
  const ask = (as: string, body: object) => http.ask({ method: "POST", path, as, body });
  const wrong = await ask("root", {
    direction: "in",
    imap: { host: "mail.test", tls: "none", password: { env: "HOME" } },
  });
  assert.deepEqual([wrong.status, wrong.json["statusCode"]], [400, 10]);
  assert.deepEqual(wrong.json["problems"], [{ path: "$.imap.user", message: "missing" }]);
  const named = await ask("root", { direction: "in", imap: { ...imap, password: { env: "HOME" } } });
  assert.match(named.text, /\$\.imap\.password: expected a text/);
  for (const as of ["alice", "sam"]) {
    assert.equal((await ask(as, { direction: "out" })).status, 403);
    assert.equal((await http.ask({ path: "/api/postroom/v1/mail-servers?address=a@b.test", as })).status, 403);
  }
});

test("the way out is tried up to our account at the next hop", async (t) => {
  const none = await tried(await startExamined(t, acme), { direction: "out" });
  assert.deepEqual([none.words, none.end], [["relay warn no-relay"], "warn"]);
  const clear = await startPeer(t);
  const inClear = await tried(await startExamined(t, acme, { relay: `smtp://127.0.0.1:${clear.port}` }), {
    direction: "out",
  });
  assert.deepEqual(inClear.words, ["resolve ok", "connect ok", "greet ok", "hello ok", "tls warn clear-text"]);
  assert.doesNotMatch(clear.lines.join("\n"), /MAIL FROM/);
  const answer = (verb: string) => (verb === "AUTH" ? "535 5.7.8 hunter2-hunter2 is wrong" : undefined);
  const closed = await startPeer(t, { certificate: testCertificate, extensions: ["AUTH PLAIN"], answer });
  const relay = `smtps://me:${password}@127.0.0.1:${closed.port}`;
  const refused = await tried(await startExamined(t, acme, { relay }), { direction: "out" });
  assert.deepEqual(refused.words.slice(2), ["tls ok", "greet ok", "hello ok", "log-in fail log-in"]);
  assert.match(refused.of("log-in").said, /\[secret\] is wrong/);
});

test("the servers of an address are found by what its domain says, by its provider, or by what is usual", async (t) => {
  const srv = (name: string, port: number, priority: number) =>
    JSON.parse(JSON.stringify([{ name, port, priority, weight: 0 }]));
  const mx = (exchange: string) => JSON.parse(JSON.stringify([{ exchange, priority: 10 }]));
  const http = await startExamined(
    t,
    acme,
    { relay: "smtp://relay.test" },
    {
      "SRV _imaps._tcp.named.test": [...srv("Second.named.test", 993, 20), ...srv("mail.named.test.", 1993, 10)],
      "SRV _imap._tcp.named.test": srv(".", 0, 0),
      "TXT named.test": [["v=spf1 mx ~all"]],
      "MX named.test": mx("mail.named.test"),
      "MX kept.test": mx("kept-test.mail.protection.outlook.com"),
      "A mail.usual.test": ["192.0.2.1"],
    },
  );
  const find = async (address: string) => {
    const answer = await http.ask({ path: `/api/postroom/v1/mail-servers?address=${address}`, as: "root" });
    assert.equal(answer.status, 200, answer.text);
    return mailServersAnswer.parse(answer.json);
  };
  const named = await find("Sales@named.test");
  assert.deepEqual(
    named.servers.map(({ host, port, tls, user, source }) => [host, port, tls, user, source]),
    [
      ["mail.named.test", 1993, "implicit", "sales@named.test", "dns"],
      ["second.named.test", 993, "implicit", "sales@named.test", "dns"],
    ],
  );
  const level = (about: string) => named.advice.find((one) => one.about === about)?.level;
  assert.deepEqual([level("mx"), level("spf"), level("dkim"), level("dmarc")], ["ok", "ok", "warn", "warn"]);
  assert.ok(named.records.some(({ name }) => name === "_dmarc.named.test"));
  const kept = await find("sales@kept.test");
  assert.deepEqual(
    [kept.servers.map(({ host, source }) => [host, source]), kept.provider],
    [[["outlook.office365.com", "provider"]], { name: "Microsoft", signIn: "oauth" }],
  );
  assert.deepEqual((await find("x@gmail.com")).provider, { name: "Google", signIn: "app-password" });
  const usual = await find("sales@usual.test");
  assert.deepEqual(
    usual.servers.map(({ host, source }) => [host, source]),
    [["mail.usual.test", "guess"]],
  );
  assert.deepEqual((await find("sales@nowhere.test")).servers, []);
  const refused = await http.ask({ path: "/api/postroom/v1/mail-servers?address=nobody", as: "root" });
  assert.match(refused.text, /\$\.address: not an e-mail address/);
});
