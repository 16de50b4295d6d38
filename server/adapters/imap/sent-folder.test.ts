import assert from "node:assert/strict";
import { test } from "node:test";
import { startPeer, testSource, trouble } from "./imap-peer.fixture.ts";

test("a mail is found by its Message-ID; a server that does not say is no server that has it not, nor one that has something else", async (t) => {
  const answers = { found: ["* SEARCH 3"], none: ["* SEARCH"], all: ["* SEARCH 4 5"], refused: ["NO not now"] };
  const head = (uid: number, id: string) => {
    const field = `Message-ID:\r\n <${id}>\r\n\r\n`;
    return `* ${uid} FETCH (UID ${uid} BODY[HEADER.FIELDS (MESSAGE-ID)] {${field.length}}\r\n${field})`;
  };
  const heads = new Map([
    ["3", [head(3, "c.1@acme.test")]],
    ["4,5", [head(4, "c.2@acme.test"), "* 5 FETCH (UID 5)"]],
  ]);
  const holding = async (lines: readonly string[]) => {
    const peer = await startPeer(t, {
      "UID SEARCH": () => lines,
      "UID FETCH": (command) => heads.get(command.split(" ")[2] ?? "") ?? [],
    });
    const folder = await (await testSource(t, peer.port, { account: { folder: "Sent" } })).open();
    try {
      return [await folder.holds("<c.1@acme.test>"), peer.heard.find((command) => command.startsWith("UID SEARCH"))];
    } finally {
      await folder.close();
    }
  };
  const asked = "UID SEARCH HEADER MESSAGE-ID <c.1@acme.test>";
  assert.deepEqual(await holding(answers.found), [true, asked]);
  assert.deepEqual(await holding(answers.none), [false, asked]);
  assert.deepEqual(await holding(answers.all), [false, asked]);
  await assert.rejects(holding(answers.refused), trouble("folder", /cannot be searched: Sent/));
});

test("a copy is put into its folder as read mail with its date; one that the server does not take is told, and the connection goes on", async (t) => {
  let isFull = false;
  const peer = await startPeer(t, {
    CAPABILITY: () => ["* CAPABILITY IMAP4rev1 LITERAL+ APPENDLIMIT=50"],
    APPEND: () => (isFull ? ["NO [OVERQUOTA] no room"] : []),
  });
  const folder = await (await testSource(t, peer.port, { account: { folder: "Sent" } })).open();
  await folder.append(Buffer.from("Subject: s\r\n\r\ntext\r\n"), Date.UTC(2026, 10, 28, 5));
  const appended = peer.heard.filter((line) => line.startsWith("APPEND"));
  assert.deepEqual(appended, ['APPEND Sent (\\Seen) "28-Nov-2026 05:00:00 +0000" {20+}']);
  isFull = true;
  await assert.rejects(folder.append(Buffer.from("x"), 0), trouble("folder", /takes no copy: Sent: no room$/));
  await assert.rejects(folder.append(Buffer.alloc(51), 0), trouble("folder", /takes no copy: Sent: .*too big/));
  assert.equal((await folder.look()).uidValidity, "7");
  await folder.close();
});
