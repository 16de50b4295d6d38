import assert from "node:assert/strict";
import { join } from "node:path";
import test from "node:test";
import { isFull } from "../support/full.ts";
import { untilQuiet } from "../support/inspection.ts";
import { mailIn } from "../support/mail.ts";
import { needsPeers } from "../support/peers.ts";
import { temporaryFolder } from "../support/team.ts";
import { readTrace, tracing } from "../support/trace.ts";
import { startAlice, startCentre } from "./centre.ts";
import { brokenOnTheWayIn, brokenOnTheWayOut, finalDots, isTelling } from "./order-of-calls.ts";

// reliability.md 6: a kill -9 leaves the page cache alive and cannot see a missing sync, so the order itself is looked at. Proved by hand:
// with synchronous_commit off in the running server all 100 mails and all 10 dots are found; without the sync of a file, or of its folder,
// all 10 large mails; without waiting for the mark, all 10 dots.

const size = isFull ? { mails: 100, large: 10, answers: 10 } : { mails: 40, large: 4, answers: 5 };
/** By turns above what a receiver keeps in memory (mail.md 2.2), and what it keeps there until the dot and not in a row. */
const largeTexts = [10_000, 2_500].map((lines) => "a large mail goes to a file of its own\n".repeat(lines));
const mark = (index: number): string => `order ${index} of the calls`;
const isLarge = (index: number): boolean => index % (size.mails / size.large) === 5;

test("no 250 and no final dot leaves before what it says is synced", {
  ...needsPeers("strace"),
  timeout: 240_000,
}, async (t) => {
  const trace = join(await temporaryFolder(t), "trace");
  const centre = await startCentre(t, { under: tracing(trace) });
  // One after the other, and each when the one before has come to rest: no other sync may stand in for a missing one.
  for (let index = 0, larges = 0; index < size.mails; index++) {
    const text = isLarge(index) ? largeTexts[larges++ % largeTexts.length] : undefined;
    await mailIn(t, centre.smtp, { subject: mark(index), ...(text === undefined ? {} : { text }) });
  }
  await untilQuiet(centre.http, 60_000);
  const alice = await startAlice(t, centre);
  for (let answered = 0; answered < size.answers; ) {
    for (const { id, state } of await alice.holds()) {
      if (state !== "Invited" || answered >= size.answers) continue;
      await alice.does(id, "Accept");
      const { replyInteractionId } = await alice.does(id, "Reply");
      await alice.does(String(replyInteractionId), "Send");
      await alice.does(id, "Complete");
      answered++;
      await centre.sink.until(answered);
    }
  }
  await alice.listener.disconnect();
  await centre.server.stop();

  const calls = await readTrace(trace, isTelling);
  const broken = Array.from({ length: size.mails }, (_, index) => ({
    mail: index,
    because: brokenOnTheWayIn(calls, mark(index), isLarge(index)),
  })).filter(({ because }) => because !== undefined);
  assert.deepEqual(broken, []);
  const dots = finalDots(calls, centre.sink.address.split(":")[1] ?? "");
  assert.equal(dots.length, size.answers);
  assert.deepEqual(
    dots.map((dot) => brokenOnTheWayOut(calls, dot)).filter((because) => because !== undefined),
    [],
  );
  t.diagnostic(
    `${size.mails} mails, ${size.large} of them large, and ${dots.length} dots, all after their sync; ${calls.length} calls`,
  );
});
