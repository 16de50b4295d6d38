import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:net";
import { test } from "node:test";
import { MessageUnreadable, type Settling, SourceFailed } from "../../ports/mail-source.ts";
import { testCertificate } from "../../testing/certificate.ts";
import { type Script, startPeer, testSource, trouble } from "./imap-peer.fixture.ts";

test("over TLS a certificate must be vouched for, and nothing is said before it is", async (t) => {
  const peer = await startPeer(t, {}, { isTls: true });
  const account = { tls: "implicit" } as const;
  const stranger = await testSource(t, peer.port, { account });
  await assert.rejects(stranger.open(), trouble("tls", /cannot be secured/));
  assert.deepEqual(peer.heard, []);
  const known = await testSource(t, peer.port, { account, settings: { authorities: [testCertificate.cert] } });
  const folder = await known.open();
  assert.deepEqual(await folder.look(), { uidValidity: "7", uidNext: 9, exists: 1 });
  await folder.close();
});

test("with starttls a server that does not offer it never hears the password", async (t) => {
  const peer = await startPeer(t);
  const { open } = await testSource(t, peer.port, { account: { tls: "starttls" } });
  await assert.rejects(open(), SourceFailed);
  assert.doesNotMatch(peer.heard.join("\n"), /LOGIN|AUTHENTICATE/);
});

test("a refused log-in is told with what the server says, but not with the password", async (t) => {
  const refusal = () => ["NO [AUTHENTICATIONFAILED] secret-demo-1 is not the password"];
  const peer = await startPeer(t, { LOGIN: refusal, AUTHENTICATE: refusal });
  const { open } = await testSource(t, peer.port);
  await assert.rejects(open(), trouble("log-in", /refused the log-in: .*is not the password/));
});

test("a server that repeats the command it does not take tells nobody the token in it", async (t) => {
  const AUTHENTICATE = (command: string) => [`BAD Error in IMAP command: ${command}`];
  const capable = (mechanism: string) => () => [`* CAPABILITY IMAP4rev1 SASL-IR AUTH=${mechanism}`];
  for (const mechanism of ["XOAUTH2", "OAUTHBEARER"]) {
    const peer = await startPeer(t, { AUTHENTICATE, CAPABILITY: capable(mechanism) });
    const { source } = await testSource(t, peer.port);
    const account = { host: "127.0.0.1", port: peer.port, tls: "none", user: "ann", folder: "INBOX" } as const;
    await assert.rejects(
      source.open(account, { accessToken: "secret-demo-1" }),
      trouble("log-in", /Error in IMAP command: AUTHENTICATE \w+ \[secret\]/),
    );
  }
});

test("a server that cannot log anybody in now, or open the folder now, has refused neither", async (t) => {
  for (const said of [
    "[UNAVAILABLE] Temporary authentication failure.",
    "[INUSE] the backend is being moved",
    "[LIMIT] Maximum number of connections from user+IP exceeded",
    "[ALERT] Too many simultaneous connections. (Failure)",
  ]) {
    const forNow = () => [`NO ${said}`];
    const words = said.replace(/^\S+ |[.(].*$/g, "").trim();
    const busy = trouble("busy", new RegExp(`cannot serve us now: .*${RegExp.escape(words)}`));
    const noLogIn = await startPeer(t, { LOGIN: forNow, AUTHENTICATE: forNow });
    await assert.rejects((await testSource(t, noLogIn.port)).open(), busy);
    const noFolder = await startPeer(t, { SELECT: forNow });
    await assert.rejects((await testSource(t, noFolder.port)).open(), busy);
  }
});

test("what the server says when it sends us away, or does not open the folder, is told; so is that it takes no tokens", async (t) => {
  const greeting = "* BYE too much to do";
  const bye = await startPeer(t, {}, { greeting });
  await assert.rejects((await testSource(t, bye.port)).open(), trouble("closed", /too much to do/));
  const noFolder = await startPeer(t, { SELECT: () => ["NO [NONEXISTENT] Unknown Mailbox"] });
  await assert.rejects((await testSource(t, noFolder.port)).open(), trouble("folder", /INBOX: Unknown Mailbox/));
  const { port } = await startPeer(t);
  const { source } = await testSource(t, port);
  const account = { host: "127.0.0.1", port, tls: "none", user: "ann", folder: "INBOX" } as const;
  await assert.rejects(
    source.open(account, { accessToken: "secret-demo-1" }),
    trouble("log-in", /refused the log-in: Unsupported authentication mechanism/),
  );
});

test("a server that is not there, has no name, ends at once or has no such folder is told as that", async (t) => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  await assert.rejects((await testSource(t, port)).open(), trouble("connect", /cannot be reached/));
  const account = { host: "no-such-host.invalid" };
  await assert.rejects((await testSource(t, port, { account })).open(), trouble("name", /name is not known/));
  const bye = await startPeer(t, { LOGIN: (_, socket) => void socket.destroy() });
  await assert.rejects((await testSource(t, bye.port)).open(), trouble("closed", /ended the connection/));
  const noFolder = await startPeer(t, { SELECT: () => ["NO no such mailbox"] });
  await assert.rejects((await testSource(t, noFolder.port)).open(), trouble("folder", /cannot be opened: INBOX/));
});

test("a server that falls silent is given up, before the log-in and after it", async (t) => {
  const settings = { silenceMs: 200, greetingMs: 200, connectMs: 500 };
  const mute = await startPeer(t, { CAPABILITY: () => undefined });
  await assert.rejects((await testSource(t, mute.port, { settings })).open(), SourceFailed);
  const asleep = await startPeer(t, { "UID FETCH": () => undefined });
  const folder = await (await testSource(t, asleep.port, { settings })).open();
  await assert.rejects(folder.list(1), trouble("time-out", /does not answer/));
});

const fetchWith = (lines: readonly string[]): Script => ({ "UID FETCH": () => lines });

test("mail is fetched without marking it as read; of what is gone nothing comes; dates and sizes that are odd do no harm", async (t) => {
  const body = "Subject: s\r\n\r\ntext\r\n";
  const peer = await startPeer(t, {
    "UID FETCH": (command) =>
      command.includes("RFC822.SIZE")
        ? [
            '* 1 FETCH (UID 3 RFC822.SIZE 20 INTERNALDATE "28-Nov-2026 06:00:00 +0100")',
            '* 2 FETCH (UID 4 RFC822.SIZE 20 INTERNALDATE "no date at all")',
            "* 3 FETCH (UID 0 RFC822.SIZE 20)",
          ]
        : [`* 1 FETCH (UID 3 BODY[] {${body.length}}\r\n${body})`, `* 2 FETCH (UID 9 BODY[] {1}\r\nx)`],
  });
  const folder = await (await testSource(t, peer.port)).open();
  const listed = await folder.list(3);
  const arrivedAt = Date.UTC(2026, 10, 28, 5);
  assert.deepEqual(listed, [
    { uid: 3, size: 20, arrivedAt },
    { uid: 4, size: 20, arrivedAt: undefined },
  ]);
  const fetched = await folder.fetch(listed);
  assert.deepEqual(
    fetched.map(({ uid, raw }) => [uid, "bytes" in raw ? Buffer.from(raw.bytes).toString() : ""]),
    [[3, body]],
  );
  const asked = peer.heard.filter((command) => command.startsWith("UID FETCH")).at(-1) ?? "";
  assert.match(asked, /BODY\.PEEK\[\]/);
  assert.doesNotMatch(peer.heard.join("\n"), /STORE|BODY\[|EXPUNGE/);
  await folder.close();
});

test("a mail larger than a piece goes into the file store, piece by piece", async (t) => {
  const body = Buffer.alloc(2_500_000, "abcdefg\r\n").toString("latin1");
  const peer = await startPeer(t, {
    "UID FETCH": (command) => {
      const [, from = "0", length = "0"] = /BODY\.PEEK\[\]<(\d+)\.(\d+)>/.exec(command) ?? [];
      const piece = body.slice(Number(from), Number(from) + Number(length));
      return [`* 1 FETCH (UID 3 RFC822.SIZE ${body.length} BODY[]<${from}> {${piece.length}}\r\n${piece})`];
    },
  });
  const { open, files } = await testSource(t, peer.port);
  const folder = await open();
  const [one] = await folder.fetch([{ uid: 3, size: body.length }]);
  assert(one !== undefined && "sha256" in one.raw);
  assert.equal(Buffer.from(await files.read(one.raw.sha256)).toString("latin1"), body);
  await folder.close();
});

test("a literal of 4 GB, an endless line and an endless header are cut off, and count against the message that they are", async (t) => {
  const giant = await startPeer(t, fetchWith(["* 1 FETCH (UID 3 BODY[] {4294967296}\r\nx"]));
  const folder = await (await testSource(t, giant.port)).open();
  await assert.rejects(folder.fetch([{ uid: 3, size: 100 }]), MessageUnreadable);
  const before = process.memoryUsage().rss;
  const endless = await startPeer(t, {
    "UID FETCH": (_, socket) => {
      const flood = (): void => {
        while (!socket.destroyed && socket.write("x".repeat(1_048_576)));
        if (!socket.destroyed) socket.once("drain", flood);
      };
      flood();
      return undefined;
    },
  });
  const flooded = await (await testSource(t, endless.port, { settings: { silenceMs: 20_000 } })).open();
  await assert.rejects(flooded.list(1), trouble("protocol", /cannot be understood/));
  assert.ok(process.memoryUsage().rss - before < 400_000_000);
});

test("of several messages the one that cannot be given is not known: they are asked for one by one", async (t) => {
  const peer = await startPeer(t, fetchWith(["NO [SERVERBUG] some messages could not be fetched"]));
  const folder = await (await testSource(t, peer.port)).open();
  const error = folder.fetch([
    { uid: 3, size: 1 },
    { uid: 4, size: 1 },
  ]);
  await assert.rejects(
    error,
    (cause) => cause instanceof MessageUnreadable && /could not be fetched/.test(cause.message),
  );
  // The connection goes on.
  assert.equal((await folder.look()).uidValidity, "7");
  await folder.close();
});

test("new mail is told at once while nothing else is asked, and is not missed while something is", async (t) => {
  const peer = await startPeer(t, {
    NOOP: () => [],
    "UID SEARCH": () => ["* 2 EXISTS", "* SEARCH 3 4"],
  });
  const folder = await (await testSource(t, peer.port)).open();
  await folder.look();
  assert.deepEqual(await folder.uids(), [3, 4]);
  const begun = performance.now();
  await folder.news(60_000);
  await folder.look();
  const waiting = folder.news(60_000);
  while (!peer.heard.at(-1)?.startsWith("IDLE")) await new Promise((resolve) => setImmediate(resolve));
  peer.tell("* 5 EXISTS");
  await waiting;
  assert.ok(performance.now() - begun < 10_000);
  await folder.look();
  await folder.news(20);
  await folder.close();
});

test("how much room is left is told where the server says, and is no trouble where it does not", async (t) => {
  const room = async (script: Script) => {
    const folder = await (await testSource(t, (await startPeer(t, script)).port)).open();
    const quota = await folder.quota();
    await folder.close();
    return quota;
  };
  const CAPABILITY = () => ["* CAPABILITY IMAP4rev1 QUOTA"];
  const GETQUOTAROOT = () => ['* QUOTAROOT INBOX ""', '* QUOTA "" (STORAGE 10 512)'];
  assert.deepEqual(await room({ CAPABILITY, GETQUOTAROOT }), { usedBytes: 10_240, limitBytes: 524_288 });
  assert.equal(await room({ CAPABILITY, GETQUOTAROOT: () => ["NO not for you"] }), undefined);
  assert.equal(await room({}), undefined);
});

test("only what was stored is expunged: a server that cannot do that by UID marks it as deleted, and never hears EXPUNGE", async (t) => {
  const heardBy = async (capabilities: string, after: Settling) => {
    const peer = await startPeer(t, { CAPABILITY: () => [`* CAPABILITY ${capabilities}`] });
    const folder = await (await testSource(t, peer.port)).open();
    await folder.settle([3, 4], after);
    await folder.close();
    return peer.heard.filter((command) => /STORE|COPY|MOVE|EXPUNGE|CLOSE/.test(command));
  };
  const [remove, move] = [{ kind: "delete" }, { kind: "move", to: "Done" }] as const;
  const [marked, expunged] = ["UID STORE 3,4 +FLAGS (\\Deleted)", "UID EXPUNGE 3,4"];
  assert.deepEqual(await heardBy("IMAP4rev1", remove), [marked]);
  assert.deepEqual(await heardBy("IMAP4rev1 UIDPLUS", remove), [marked, expunged]);
  assert.deepEqual(await heardBy("IMAP4rev2", remove), [marked, expunged]);
  assert.deepEqual(await heardBy("IMAP4rev1", move), ["UID COPY 3,4 Done", marked]);
  assert.deepEqual(await heardBy("IMAP4rev1 UIDPLUS", move), ["UID COPY 3,4 Done", marked, expunged]);
  assert.deepEqual(await heardBy("IMAP4rev1 MOVE", move), ["UID MOVE 3,4 Done"]);
});

test("what was not copied is not deleted", async (t) => {
  const peer = await startPeer(t, { "UID COPY": () => ["NO [TRYCREATE] no such folder"] });
  const folder = await (await testSource(t, peer.port)).open();
  await assert.rejects(folder.settle([3], { kind: "move", to: "Done" }), trouble("folder", /cannot be moved/));
  assert.doesNotMatch(peer.heard.join("\n"), /STORE|EXPUNGE/);
  await folder.close();
});

test("a stop cuts a connection that is being made, wherever it is", async (t) => {
  const silent = () => undefined;
  for (const script of [{ CAPABILITY: silent }, { LOGIN: silent, AUTHENTICATE: silent }, { SELECT: silent }]) {
    const peer = await startPeer(t, script);
    const stopping = new AbortController();
    const opening = (await testSource(t, peer.port, { settings: { silenceMs: 60_000 } })).open(stopping.signal);
    const refused = assert.rejects(opening, SourceFailed);
    while (!Object.keys(script).some((command) => peer.heard.at(-1)?.startsWith(command)))
      await new Promise((resolve) => setImmediate(resolve));
    const begun = performance.now();
    stopping.abort();
    await refused;
    assert.ok(performance.now() - begun < 2_000);
  }
  const stopped = (await testSource(t, 1)).open(AbortSignal.abort());
  await assert.rejects(stopped, trouble("closed", /stopped/));
});
