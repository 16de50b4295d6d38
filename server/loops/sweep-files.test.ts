import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import { system } from "../domain/agent/actor.ts";
import { addAttachment } from "../operations/email/add-attachment.ts";
import { cancel } from "../operations/email/cancel.ts";
import { removeAttachment } from "../operations/email/remove-attachment.ts";
import { uploadAttachment } from "../operations/email/upload-attachment.ts";
import { performAsSystem } from "../operations/perform.ts";
import { sweep } from "../operations/system/sweep.ts";
import { ask, doneBy, drafted, load, owned } from "../testing/agent-day.ts";
import { type Centre, testCentre } from "../testing/centre.ts";
import { sweepFiles } from "./sweep-files.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Stores the bytes, then attaches them, as an upload does. */
async function upload(centre: Centre, draft: string, text: string): Promise<string> {
  const stored = await centre.files.put(Buffer.from(text));
  const file = { ...stored, name: "a.txt", mime: "text/plain", isInline: false, contentId: undefined };
  return (await doneBy(centre, "alice", uploadAttachment, { target: draft, input: file })).documentId;
}

/** Rows first, then files, as the sweeper does. */
async function sweepAll(centre: Centre): Promise<void> {
  await performAsSystem(centre.performing, { operation: sweep, actor: system, input: { limit: 1_000 } });
  await sweepFiles(centre.performing.store, centre.files);
}

const isStored = async (centre: Centre, text: string): Promise<boolean> => {
  const name = createHash("sha256").update(text).digest("hex");
  return (await Array.fromAsync(centre.files.list())).some(({ sha256 }) => sha256 === name);
};

test("a file stays a day after the last e-mail let go of it, however old it is, and then goes", async (t) => {
  const centre = await testCentre(t);
  const draft = await drafted(centre, "alice", await owned(centre, "alice"));
  const documentId = await upload(centre, draft, "kept");
  await upload(centre, draft, "needed");
  centre.clock.advance(10 * dayMs);
  await sweepAll(centre);
  assert.ok(await isStored(centre, "kept"));
  await doneBy(centre, "alice", removeAttachment, { target: draft, input: { documentId } });
  centre.clock.advance(23 * hourMs);
  await sweepAll(centre);
  assert.ok(await isStored(centre, "kept"), "a day is not over");
  centre.clock.advance(2 * hourMs);
  await sweepAll(centre);
  assert.deepEqual([await isStored(centre, "kept"), await isStored(centre, "needed")], [false, true]);
});

test("a file that was stored and attached to nothing goes after a day, and not before", async (t) => {
  const centre = await testCentre(t);
  await centre.files.put(Buffer.from("orphan"));
  centre.clock.advance(23 * hourMs);
  await sweepAll(centre);
  assert.ok(await isStored(centre, "orphan"));
  centre.clock.advance(2 * hourMs);
  await sweepAll(centre);
  assert.ok(!(await isStored(centre, "orphan")));
});

test("an old document that is being linked while its last carrier lets go of it and the sweeper runs keeps its bytes", async (t) => {
  const centre = await testCentre(t);
  const original = await owned(centre, "alice");
  const [from, to] = [await drafted(centre, "alice", original), await drafted(centre, "alice", original)];
  const documentId = await upload(centre, from, "passed on");
  centre.clock.advance(3 * dayMs);
  const { store, world } = centre.performing;
  const actor = await centre.as("alice");
  const linked = await store.change({ actor: actor.id }, async (tx) => {
    const asked = { tx, actor, world, target: to, input: { documentId }, expectedVersion: undefined };
    const done = await addAttachment.run(asked);
    // Nobody sees the link before its transaction ends.
    await doneBy(centre, "alice", removeAttachment, { target: from, input: { documentId } });
    await sweepAll(centre);
    return done;
  });
  assert.ok(linked.ok);
  await sweepAll(centre);
  assert.ok(await isStored(centre, "passed on"));
  assert.equal((await load(centre, to)).attachments.length, 1);
});

test("uploads, links, removals and sweeps at the same moment leave no document without its bytes", async (t) => {
  const centre = await testCentre(t);
  const original = await owned(centre, "alice");
  for (let round = 0; round < 8; round++) {
    const from = await drafted(centre, "alice", original);
    const to = await drafted(centre, "alice", original);
    const documentId = await upload(centre, from, `round ${round}`);
    centre.clock.advance(3 * dayMs);
    const asked = { input: { documentId } };
    await Promise.all([
      ask(centre, "alice", addAttachment, { ...asked, target: to }),
      ask(centre, "alice", removeAttachment, { ...asked, target: from }),
      upload(centre, round % 2 === 0 ? to : from, `round ${round % 2 === 0 ? round : "other"}`),
      sweepAll(centre),
      sweepAll(centre),
    ]);
    await sweepAll(centre);
    for (const draft of [from, to]) {
      for (const { sha256, size } of (await load(centre, draft)).attachments) {
        assert.equal((await centre.files.read(sha256)).length, size, `round ${round}`);
      }
      await doneBy(centre, "alice", cancel, { target: draft, input: {} });
    }
  }
});

/** What happens to two drafts; numbers choose among what is there. */
const happening = fc.oneof(
  fc.record({ does: fc.constant("upload" as const), draft: fc.nat(1), text: fc.nat(2) }),
  fc.record({ does: fc.constant("link" as const), draft: fc.nat(1), document: fc.nat(20) }),
  fc.record({ does: fc.constant("remove" as const), draft: fc.nat(1), document: fc.nat(20) }),
  fc.record({ does: fc.constant("cancel" as const), draft: fc.nat(1) }),
  fc.record({ does: fc.constant("wait" as const), hours: fc.constantFrom(1, 13, 25) }),
  fc.record({ does: fc.constant("sweep" as const) }),
);

test("after any sequence of uploads, links, removals, cancellations and sweeps every document that is referred to has its bytes", async (t) => {
  const centre = await testCentre(t);
  const original = await owned(centre, "alice");
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { minLength: 3, maxLength: 14 }), async (happenings) => {
      const drafts = [await drafted(centre, "alice", original), await drafted(centre, "alice", original)];
      const documents: string[] = [];
      for (const one of happenings) await happen(centre, one, drafts, documents);
      await sweepAll(centre);
      for (const draft of drafts) {
        for (const { sha256, size } of (await load(centre, draft)).attachments) {
          assert.equal((await centre.files.read(sha256)).length, size);
        }
        await ask(centre, "alice", cancel, { target: draft, input: {} });
      }
    }),
    { numRuns: 40 },
  );
});

type Happening = typeof happening extends fc.Arbitrary<infer One> ? One : never;

/** Refusals are fine: the draft may be cancelled, the document unknown. */
async function happen(centre: Centre, one: Happening, drafts: readonly string[], documents: string[]): Promise<void> {
  const target = "draft" in one ? (drafts[one.draft] ?? "") : "";
  const documentId = "document" in one ? (documents[one.document % Math.max(1, documents.length)] ?? "none") : "";
  switch (one.does) {
    case "upload": {
      const stored = await centre.files.put(Buffer.from(`text ${one.text}`));
      const input = { ...stored, name: "a.txt", mime: "text/plain", isInline: false, contentId: undefined };
      const uploaded = await ask(centre, "alice", uploadAttachment, { target, input });
      if (uploaded.ok) documents.push(uploaded.value.documentId);
      return;
    }
    case "link":
      await ask(centre, "alice", addAttachment, { target, input: { documentId } });
      return;
    case "remove":
      await ask(centre, "alice", removeAttachment, { target, input: { documentId } });
      return;
    case "cancel":
      await ask(centre, "alice", cancel, { target, input: {} });
      return;
    case "wait":
      centre.clock.advance(one.hours * hourMs);
      return;
    case "sweep":
      await sweepAll(centre);
  }
}
