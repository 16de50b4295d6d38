import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { MessageUnreadable, SourceFailed } from "../../ports/mail-source.ts";
import { type Script, startPeer, testSource } from "./imap-peer.fixture.ts";
import { pieceBytes } from "./settings.ts";

const fetchWith = (lines: readonly string[]): Script => ({ "UID FETCH": () => lines });

test("a server that gives nothing for a message, answers in another order or names no UIDVALIDITY is understood", async (t) => {
  const listed = [
    { uid: 3, size: 1 },
    { uid: 4, size: 1 },
  ];
  const nothing = await startPeer(t, fetchWith(["* 1 FETCH (UID 3 BODY[] NIL)"]));
  await assert.rejects((await (await testSource(t, nothing.port)).open()).fetch(listed), MessageUnreadable);
  const turned = await startPeer(
    t,
    fetchWith(["* 2 FETCH (UID 4 BODY[] {1}\r\nb)", "* 1 FETCH (UID 3 BODY[] {1}\r\na)"]),
  );
  const fetched = await (await (await testSource(t, turned.port)).open()).fetch(listed);
  assert.deepEqual(
    fetched.map(({ uid }) => uid),
    [3, 4],
  );
  const without = await startPeer(t, { SELECT: () => ["* 1 EXISTS"] });
  await assert.rejects((await testSource(t, without.port)).open(), isNamed);
});

test("a server that says neither how many messages there are nor which UID comes next is read all the same", async (t) => {
  const peer = await startPeer(t, { SELECT: () => ["* OK [UIDVALIDITY 7] x"] });
  const folder = await (await testSource(t, peer.port)).open();
  assert.deepEqual(await folder.look(), { uidValidity: "7", uidNext: 0, exists: 0 });
});

test("a server that answers a question with no has not ended the connection", async (t) => {
  const peer = await startPeer(t, fetchWith(["NO [INUSE] a backup runs"]));
  const folder = await (await testSource(t, peer.port)).open();
  const isBusy = (error: unknown): boolean =>
    error instanceof SourceFailed &&
    error.trouble === "busy" &&
    /cannot serve us now: a backup runs$/.test(error.message);
  await assert.rejects(folder.list(1), isBusy);
});

test("where a search is refused the folder is not taken for an empty one", async (t) => {
  const peer = await startPeer(t, {
    "UID SEARCH": () => ["NO not here"],
    "UID FETCH": () => ["* 1 FETCH (UID 8)", "* 2 FETCH (UID 3)"],
  });
  const folder = await (await testSource(t, peer.port)).open();
  assert.deepEqual(await folder.uids(), [3, 8]);
  await folder.close();
});

test("the header of a message that is too large is asked for in part, and counts against that message when it cannot be had", async (t) => {
  const piece = (uid: number) => [`* 1 FETCH (UID ${uid} BODY[HEADER]<0> {6}\r\nA: b\r\n)`];
  const huge = ["* 1 FETCH (UID 4 BODY[HEADER]<0> {4000000000}"];
  const answers = new Map([
    ["3", piece(3)],
    ["4", huge],
    ["5", ["NO it is broken"]],
    ["6", piece(99)],
  ]);
  const peer = await startPeer(t, { "UID FETCH": (command) => answers.get(command.split(" ")[2] ?? "") });
  const source = await testSource(t, peer.port);
  const folder = await source.open();
  assert.equal(Buffer.from((await folder.fetchHead(3)) ?? []).toString(), "A: b\r\n");
  assert.match(peer.heard.at(-1) ?? "", /BODY\.PEEK\[HEADER\]<0\.262144>/);
  await assert.rejects(folder.fetchHead(5), MessageUnreadable);
  assert.equal(await folder.fetchHead(6), undefined);
  await assert.rejects(folder.fetchHead(4), MessageUnreadable);
});

/** What a server that announces 1.5 MB gives of a large message, download by download; a text is its end, nothing says that it is gone. */
async function largeOf(t: TestContext, ends: readonly (string | undefined)[]) {
  const first = "a".repeat(pieceBytes);
  let downloads = 0;
  const peer = await startPeer(t, {
    "UID FETCH": (command) => {
      const isStart = command.includes("<0.");
      const end = ends[isStart ? downloads++ : downloads - 1];
      const piece = isStart ? first : (end ?? "");
      return end === undefined
        ? []
        : [`* 1 FETCH (UID 3 BODY[]<${isStart ? 0 : pieceBytes}> {${piece.length}}\r\n${piece})`];
    },
  });
  const folder = await (await testSource(t, peer.port)).open();
  return folder.fetch([{ uid: 3, size: 1_500_000 }]);
}

test("a large message that ends before its announced size is taken only when it ends there twice", async (t) => {
  const rest = "b".repeat(1_500_000 - pieceBytes);
  const sizes = async (...ends: readonly (string | undefined)[]) =>
    (await largeOf(t, ends)).map(({ raw }) => ("size" in raw ? raw.size : 0));
  assert.deepEqual(await sizes(rest), [1_500_000]);
  assert.deepEqual(await sizes("", rest), [1_500_000], "a slip");
  assert.deepEqual(await sizes("", undefined), [], "it went away meanwhile");
  assert.deepEqual(await sizes("short", "short"), [pieceBytes + 5], "the size was an estimate");
  await assert.rejects(largeOf(t, ["", "short"]), MessageUnreadable);
});

const isNamed = (error: unknown): boolean =>
  error instanceof SourceFailed && error.trouble === "protocol" && /no UIDVALIDITY for INBOX/.test(error.message);
