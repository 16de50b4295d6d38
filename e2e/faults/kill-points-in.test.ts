import assert from "node:assert/strict";
import test, { type TestContext } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { type AuditRow, wholeInteractionAnswer } from "@postroom/contract";
import type { Told } from "../support/dialect.ts";
import { isFull } from "../support/full.ts";
import { clientOf } from "../support/http.ts";
import { assertAudited, assertConsistent, auditTrail, everyInteraction, untilQuiet } from "../support/inspection.ts";
import { accepted, letter, mailIn } from "../support/mail.ts";
import { startMailSource } from "../support/mail-source.ts";
import { openSmtp, type SmtpTalk, sendMail } from "../support/smtp.ts";
import { acceptedBy, killAndRestart, soon, startAlice, startCentre, tidy } from "./centre.ts";

// kill -9 on the way of a mail from its sender to its owner. One centre goes through all of it, as a real one would.

const sender = "ann@customer.test";
const to = ["support@acme.test"];
/** More than are read before the server is killed; full runs have more. */
const unreadMails = isFull ? 24 : 6;
/** Takes its time to be read. */
const slowText = "<table><tr><td><p style='color:red'>A <b>question</b> &amp; more.</p></td></tr></table>\n".repeat(
  2_000,
);
const slowHeaders = ["MIME-Version: 1.0", "Content-Type: text/html; charset=utf-8"];
const slowLetter = (index: number) => ({ subject: `Unread ${index}`, headers: slowHeaders, text: slowText });

test("a server that is killed on the way in loses nothing and doubles nothing", { timeout: 180_000 }, async (t) => {
  const centre = await startCentre(t);
  const { server, http, smtp, sam } = centre;
  const alice = await startAlice(t, centre);
  const rowsOf = async (messageId: string) =>
    (await everyInteraction(sam)).filter((row) => row.messageId !== null && messageId.includes(row.messageId));
  const settled = async (): Promise<void> => {
    await tidy(centre, alice);
    await assertAudited(server, sam);
  };

  await t.test("with an open invitation: it can be accepted", async (t) => {
    const id = await mailIn(t, smtp);
    await alice.hears(id, "Invited");
    await killAndRestart(centre);
    await alice.does(id, "Accept");
    assert.equal((await alice.sees(id)).state, "Processing");
    await settled();
  });

  await t.test("with an open invitation that nobody answers: it expires, once and not early", async (t) => {
    const id = await mailIn(t, smtp, { to: soon.address });
    const told = await alice.hears(id, "Invited");
    const { interaction } = wholeInteractionAnswer.parse((await sam.get(`/interactions/${id}`)).body);
    const readyAt = await killAndRestart(centre);
    const isNext = ({ version }: Told) => version > told.version;
    const again = await alice.hears(id, "Invited", isNext, soon.invitationMs + 20_000);
    const between = ({ version = 0 }: AuditRow) => version > told.version && version < again.version;
    const expiries = (await auditTrail(sam)).filter((row) => row.interactionId === id && between(row));
    assert.deepEqual([expiries[0]?.from?.state, expiries[0]?.to?.state], ["Invited", "Queued"]);
    assert.equal(expiries.length, 1);
    const [at, deadline] = [expiries[0]?.at, interaction.invitationExpiresAt].map((time) => Date.parse(time ?? ""));
    assert.ok(at !== undefined && deadline !== undefined);
    assert.ok(at >= deadline && at <= Math.max(deadline + 2_000, readyAt + 5_000), `${at - deadline} ms late`);
    await settled();
  });

  await t.test("right after Accept's answer: she owns it, and her repeated request has the same answer", async (t) => {
    const id = await mailIn(t, smtp);
    await alice.hears(id, "Invited");
    const accept = () =>
      alice.client.post(`/me/interactions/${id}`, { operationName: "Accept" }, { "idempotency-key": `accept-${id}` });
    const first = await accept();
    assert.equal(first.status, 200, first.text);
    await killAndRestart(centre);
    const { state, assignedTo, version } = await alice.sees(id);
    assert.deepEqual([state, assignedTo], ["Processing", "alice"]);
    assert.equal((await accept()).text, first.text);
    assert.equal((await alice.sees(id)).version, version);
  });

  await t.test(
    "her session and readiness live on: she is offered the next mail without logging in again",
    async (t) => {
      await acceptedBy(t, centre, alice);
      await settled();
    },
  );
  await alice.become("NotReady");

  // All of this is on its way at the same moment, and one kill meets it.
  const unread = startMailSource(t, { address: smtp, connections: 20, letter: slowLetter });
  const cut = [2_000, 20_000, 100_000].map((words) => letter({ subject: "Inside DATA", text: "word ".repeat(words) }));
  for (const { raw } of cut) (await insideData(t, smtp)).write(raw.slice(0, (raw.length * 4) / 5));
  const dotted = [letter({ subject: "Dot 1" }), letter({ subject: "Dot 2" })];
  const ending = [await insideData(t, smtp), await insideData(t, smtp)];
  const known = letter({ subject: "After the 250" });
  unread.post(unreadMails);
  await unread.finished();
  const knownId = accepted(await sendMail(t, smtp, { from: sender, to, raw: known.raw }));
  const answered: Promise<{ readonly code: number }>[] = [];
  for (const [index, talk] of ending.entries()) {
    await pause(3 * index);
    talk.write(`${dotted[index]?.raw}.\r\n`);
    answered.push(talk.reply());
  }
  await killAndRestart(centre);

  await t.test("with unread mails: all are read afterwards", async () => {
    const { body } = await clientOf(http).get("root:/health/quiet");
    assert.match(JSON.stringify(body), /"parse":[1-9]/, "some were unread when the server was killed");
    await untilQuiet(http, 60_000);
    for (const [messageId, id] of unread.acknowledged) {
      const [only, ...more] = await rowsOf(messageId);
      assert.deepEqual([only?.id, more.length], [id, 0]);
      assert.ok(only?.contactId, "its sender is known, so it was read");
    }
    await assertAudited(server, sam);
  });

  await t.test("right after the 250: the mail is there, byte for byte, and its repeat is the same one", async (t) => {
    assert.deepEqual(
      (await rowsOf(known.messageId)).map((row) => row.id),
      [knownId],
    );
    const kept = await sam.get(`/interactions/${knownId}/raw`);
    assert.ok(kept.text.endsWith(known.raw), kept.text);
    assert.equal(accepted(await sendMail(t, smtp, { from: sender, to, raw: known.raw })), knownId);
    await untilQuiet(http);
    assert.equal((await rowsOf(known.messageId)).length, 1);
  });

  await t.test("inside DATA, small or large: nothing is visible, and the mail that comes again is one", async (t) => {
    for (const { messageId, raw } of cut) {
      assert.deepEqual(await rowsOf(messageId), []);
      accepted(await sendMail(t, smtp, { from: sender, to, raw }));
      await untilQuiet(http);
      assert.equal((await rowsOf(messageId)).length, 1);
    }
  });

  await t.test(
    "kill_between_250_and_commit: after the dot, before its answer: at most one, and with its repeat just one",
    async (t) => {
      for (const [index, { messageId, raw }] of dotted.entries()) {
        const least = (await answered[index])?.code === 250 ? 1 : 0;
        const found = (await rowsOf(messageId)).length;
        assert.ok(found >= least && found <= 1, `${found} found`);
        accepted(await sendMail(t, smtp, { from: sender, to, raw }));
        await untilQuiet(http);
        assert.equal((await rowsOf(messageId)).length, 1);
      }
      await assertAudited(server, sam);
    },
  );

  await assertConsistent(server);
});

/** A mail of which only its data is missing; the next answer is the one to its final dot. */
async function insideData(t: TestContext, smtp: string): Promise<SmtpTalk> {
  const talk = await openSmtp(t, smtp);
  for (const line of ["EHLO client.test", `MAIL FROM:<${sender}>`, `RCPT TO:<${to[0]}>`]) await talk.command(line);
  assert.equal((await talk.command("DATA")).code, 354);
  return talk;
}
