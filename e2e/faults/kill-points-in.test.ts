import assert from "node:assert/strict";
import test from "node:test";
import { eventually } from "../support/eventually.ts";
import { assertSound, auditTrail, everyInteraction, untilQuiet } from "../support/inspection.ts";
import { accepted, letter, mailIn } from "../support/mail.ts";
import { startMailSource } from "../support/mail-source.ts";
import { openSmtp, type SmtpTalk, sendMail } from "../support/smtp.ts";
import { acceptedBy, killAndRestart, startAlice, startCentre, tidy, times } from "./centre.ts";

// kill -9 on the way of a mail from its sender to its owner. One centre goes through all of it, as a real one would.

const sender = "ann@customer.test";
const to = ["support@acme.test"];

/** Opens the data of a mail; the next answer is the one to its final dot. */
async function beginData(talk: SmtpTalk): Promise<void> {
  for (const line of ["EHLO client.test", `MAIL FROM:<${sender}>`, `RCPT TO:<${to[0]}>`]) await talk.command(line);
  assert.equal((await talk.command("DATA")).code, 354);
}

test("a server that is killed on the way in loses nothing and doubles nothing", async (t) => {
  const centre = await startCentre(t);
  const { server, smtp, sam } = centre;
  const withId = async (messageId: string) =>
    (await everyInteraction(sam)).filter((row) => row.messageId === messageId || `<${row.messageId}>` === messageId);
  const sound = () => assertSound(server, sam);

  await t.test("right after the 250: the mail is there, byte for byte, and its repeat is the same one", async (t) => {
    const { messageId, raw } = letter({ subject: "After the 250" });
    const id = accepted(await sendMail(t, smtp, { from: sender, to, raw }));
    await killAndRestart(centre);
    assert.deepEqual(
      (await withId(messageId)).map((row) => row.id),
      [id],
    );
    const kept = await sam.get(`/interactions/${id}/raw`);
    assert.ok(kept.text.endsWith(raw), kept.text);
    assert.equal(accepted(await sendMail(t, smtp, { from: sender, to, raw })), id);
    await sound();
    assert.equal((await withId(messageId)).length, 1);
  });

  await t.test("inside DATA: nothing is visible, and the mail that comes again is one", async (t) => {
    const { messageId, raw } = letter({ subject: "Inside DATA", text: "word ".repeat(2_000) });
    const talk = await openSmtp(t, smtp);
    await beginData(talk);
    talk.write(raw.slice(0, raw.length / 2));
    await killAndRestart(centre);
    assert.deepEqual(await withId(messageId), []);
    await mailIn(t, smtp, { messageId, subject: "Inside DATA", text: "word ".repeat(2_000) });
    await sound();
    assert.equal((await withId(messageId)).length, 1);
  });

  await t.test("inside the DATA of a large mail: no half of it stays", async (t) => {
    const { messageId } = letter();
    const talk = await openSmtp(t, smtp);
    await beginData(talk);
    talk.write(`Message-ID: ${messageId}\r\n\r\n${"large ".repeat(100_000)}`);
    await killAndRestart(centre);
    assert.deepEqual(await withId(messageId), []);
    await sound();
  });

  for (const waitMs of [0, 2, 6]) {
    await t.test(
      `${waitMs} ms after the dot, before its answer: at most one, and with its repeat just one`,
      async (t) => {
        const { messageId, raw } = letter({ subject: `Dot ${waitMs}` });
        const talk = await openSmtp(t, smtp);
        await beginData(talk);
        talk.write(`${raw}.\r\n`);
        const answered = talk.reply();
        await new Promise((resolve) => setTimeout(resolve, waitMs));
        await killAndRestart(centre);
        const found = await withId(messageId);
        assert.ok(found.length === 1 || (found.length === 0 && (await answered).code !== 250), `${found.length} found`);
        accepted(await sendMail(t, smtp, { from: sender, to, raw }));
        await sound();
        assert.equal((await withId(messageId)).length, 1);
      },
    );
  }

  await t.test("with unread mails: all are read afterwards", async (t) => {
    const source = startMailSource(t, { address: smtp, connections: 20, letter: (n) => ({ subject: `Unread ${n}` }) });
    source.post(60);
    await source.finished();
    const readyAt = await killAndRestart(centre);
    await untilQuiet(centre.http);
    const readLater = (await auditTrail(sam)).filter(
      (row) => row.operation === "Read" && Date.parse(row.at) > readyAt - 2_000,
    );
    assert.ok(readLater.length > 0, "some were unread when the server was killed");
    for (const [messageId, id] of source.acknowledged) {
      const [only, ...more] = await withId(messageId);
      assert.deepEqual([only?.id, more.length, only?.contactId === null], [id, 0, false]);
    }
    await sound();
  });

  const alice = await startAlice(t, centre);
  // What came before is not her business.
  const worked = async (): Promise<void> => {
    const open = async () => (await everyInteraction(sam)).filter((row) => row.state !== "Completed");
    await eventually(
      async () => {
        for (const { id, state } of await alice.holds())
          if (state === "Invited") await alice.does(id, "Accept").then(() => alice.does(id, "Complete"));
        return open();
      },
      (rows) => rows.length === 0,
      60_000,
    );
    alice.listener.forget();
  };
  await worked();

  await t.test("with an open invitation: it can be accepted", async (t) => {
    const id = await mailIn(t, smtp);
    await alice.hears(id, "Invited");
    await killAndRestart(centre);
    await alice.does(id, "Accept");
    assert.equal((await alice.sees(id)).state, "Processing");
    await tidy(centre, alice);
    await sound();
  });

  await t.test(
    "with an open invitation that nobody answers: it expires once, not early, and is offered again",
    async (t) => {
      const id = await mailIn(t, smtp);
      const told = await alice.hears(id, "Invited");
      const readyAt = await killAndRestart(centre);
      const { invitationExpiresAt } = (await sam.get(`/interactions/${id}`)).body["interaction"] as {
        invitationExpiresAt?: string;
      };
      assert.ok(told.version >= 2);
      const again = await alice.hears(
        id,
        "Invited",
        ({ version }) => version > told.version,
        times.invitationMs + 10_000,
      );
      const expiries = (await auditTrail(sam)).filter((row) => row.interactionId === id && row.operation === "Expire");
      assert.equal(expiries.length, 1, "it expired once");
      const [at, deadline] = [Date.parse(expiries[0]?.at ?? ""), Date.parse(invitationExpiresAt ?? "")];
      assert.ok(at >= deadline && at <= Math.max(deadline + 2_000, readyAt + 5_000), `${at - deadline} ms late`);
      assert.ok(again.version > told.version + 1);
      await tidy(centre, alice);
      await sound();
    },
  );

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
    await tidy(centre, alice);
    await sound();
  });

  await t.test(
    "her session and readiness live on: she is offered the next mail without logging in again",
    async (t) => {
      await killAndRestart(centre);
      await acceptedBy(t, centre, alice);
      await tidy(centre, alice);
    },
  );
});
