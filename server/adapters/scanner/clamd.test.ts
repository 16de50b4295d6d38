import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { test } from "node:test";
import fc from "fast-check";
import { createClamd } from "./clamd.ts";
import { eicar, startClamd } from "./clamd-peer.fixture.ts";

const chunks = (...given: readonly (string | Uint8Array)[]) => Readable.from(given.map((one) => Buffer.from(one)));

test("clean and infected files are told apart, and every byte is handed over", async (t) => {
  const peer = await startClamd(t);
  const { scan } = createClamd({ at: peer.at, scanMs: 5_000 });
  assert.deepEqual(await scan(chunks("hello ", "", "world")), { kind: "clean" });
  assert.deepEqual(await scan(chunks(eicar)), { kind: "infected", signature: "Eicar-Test-Signature" });
  assert.deepEqual(await scan(chunks()), { kind: "clean" });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 5_000 }), { maxLength: 5 }), async (given) => {
      await scan(chunks(...given));
      assert.deepEqual(peer.files.at(-1), Buffer.concat(given));
    }),
    { numRuns: 20 },
  );
});

test("a scanner that is away, silent, confused, or has heard enough is an error, and never clean", async (t) => {
  const peer = await startClamd(t, { bytesMax: 100_000 });
  const { scan } = createClamd({ at: peer.at, scanMs: 5_000 });
  const large = Array.from({ length: 64 }, () => Buffer.alloc(65_536, 1));
  const refused = await scan(chunks(...large));
  assert.equal(refused.kind, "error");
  for (const answer of ["", "INSTREAM: Can't allocate memory ERROR", "stream: OK?", "x".repeat(10_000)]) {
    peer.answer = answer;
    const { kind, ...result } = await scan(chunks("x"));
    assert.deepEqual([kind, "trouble" in result && result.trouble], ["error", "unclear"], answer.slice(0, 20));
  }
  const away = createClamd({ at: { path: "/no/such/socket" }, scanMs: 5_000 });
  const { kind, ...result } = await away.scan(chunks("x"));
  assert.deepEqual([kind, "trouble" in result && result.trouble], ["error", "away"]);
});

test("a scan that takes too long is given up", async (t) => {
  const peer = await startClamd(t);
  const { scan } = createClamd({ at: peer.at, scanMs: 200 });
  const endless = Readable.from(
    (async function* () {
      yield Buffer.from("x");
      await new Promise((resolve) => setTimeout(resolve, 400));
      yield Buffer.from("y");
    })(),
  );
  const result = await scan(endless);
  assert.deepEqual(result, { kind: "error", text: "the scanner cannot be asked: no answer in time", trouble: "late" });
});

test("a file that cannot be read is our trouble, not the scanner's", async (t) => {
  const peer = await startClamd(t);
  const { scan } = createClamd({ at: peer.at, scanMs: 5_000 });
  const broken = (async function* () {
    yield Buffer.from("x");
    throw new Error("the disk is gone");
  })();
  await assert.rejects(scan(broken), /the disk is gone/);
});
