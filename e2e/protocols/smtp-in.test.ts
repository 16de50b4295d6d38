import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import test from "node:test";
import { dialectB } from "../support/dialect.ts";
import { clientOf } from "../support/http.ts";
import { accepted, letter, mailIn } from "../support/mail.ts";
import { allInteractions, untilQuiet } from "../support/operator.ts";
import { needsPeers, runPeer } from "../support/peers.ts";
import { startServer } from "../support/server.ts";
import { openSmtp, type SmtpReply, sendMail } from "../support/smtp.ts";
import { acmeWith, temporaryFolder, writeTeam } from "../support/team.ts";

const messageBytesMax = 200_000;

test("what the SMTP server takes, and what it refuses", async (t) => {
  const team = await acmeWith(
    { messageBytesMax, attachmentBytesMax: 100_000 },
    { mailboxes: [{ address: "sales@acme.test", name: "Acme Sales", queue: "general" }] },
  );
  const server = await startServer(t, { team: await writeTeam(t, team) });
  const { http, smtp } = server.ready();
  const sam = clientOf(http, "sam");

  const talk = async (...commands: readonly string[]): Promise<SmtpReply> => {
    const conversation = await openSmtp(t, smtp);
    let reply = conversation.greeting;
    for (const command of ["EHLO client.test", ...commands]) reply = await conversation.command(command);
    conversation.cut();
    return reply;
  };
  const taken = async (to: readonly string[], raw = letter().raw): Promise<readonly string[]> => {
    const before = new Set((await allInteractions(sam)).map(({ id }) => id));
    assert.equal((await sendMail(t, smtp, { from: "ann@customer.test", to, raw })).code, 250);
    return (await allInteractions(sam)).filter(({ id }) => !before.has(id)).map(({ queue }) => String(queue));
  };

  await t.test("it offers what it can, and no more", async () => {
    const { greeting, command } = await openSmtp(t, smtp);
    assert.equal(greeting.code, 220);
    const { lines } = await command("EHLO client.test");
    const offered = lines.slice(1).map((line) => line.slice(4).split(" ")[0]);
    for (const one of ["PIPELINING", "8BITMIME", "SMTPUTF8", "ENHANCEDSTATUSCODES", "SIZE"]) {
      assert.ok(offered.includes(one), `${one} in ${offered}`);
    }
    for (const one of ["DSN", "REQUIRETLS", "AUTH", "CHUNKING"]) assert.ok(!offered.includes(one), one);
    assert.ok(
      lines.some((line) => line.endsWith(`SIZE ${messageBytesMax}`)),
      lines.join(),
    );
  });

  await t.test("unknown people are 550 5.1.1, strange domains 554 5.7.1, whatever their spelling", async () => {
    const from = "MAIL FROM:<ann@customer.test>";
    for (const to of ["nobody@acme.test", "supporter@acme.test", "SUPPORT2@ACME.TEST"]) {
      assertReply(await talk(from, `RCPT TO:<${to}>`), 550, "5.1.1");
    }
    for (const to of ["ann@customer.test", "support@acme.test.evil.test", "support%acme.test@evil.test"]) {
      assertReply(await talk(from, `RCPT TO:<${to}>`), 554, "5.7.1");
    }
    for (const to of ["@evil.test:ann@customer.test", "ann@[127.0.0.1]", "customer.test!ann"]) {
      const { code } = await talk(from, `RCPT TO:<${to}>`);
      assert.ok(code >= 500 && code < 560, `${to}: ${code}`);
    }
    const before = (await allInteractions(sam)).length;
    assertReply(await sendMail(t, smtp, { from: "", to: ["x@acme.test"], raw: letter().raw }), 550, "5.1.1");
    assert.equal((await allInteractions(sam)).length, before);
  });

  await t.test("a known address is known without case, as an alias, with a tag, and as postmaster", async () => {
    for (const to of ["Support@ACME.test", "help@acme.test", "support+vip@acme.test", "help+x.y-z@acme.test"]) {
      assert.deepEqual(await taken([to]), ["support"], to);
    }
    assert.deepEqual(await taken(["postmaster@acme.test"]), ["support"]);
    assert.deepEqual(await taken(["Postmaster"]), ["support"]);
  });

  await t.test("each mailbox gets its own interaction, two aliases of one get one", async () => {
    assert.deepEqual((await taken(["support@acme.test", "sales@acme.test"])).toSorted(), ["general", "support"]);
    assert.deepEqual(await taken(["support@acme.test", "help@acme.test", "support+a@acme.test"]), ["support"]);
  });

  await t.test("the same mail again is one interaction; the same id with other words is two", async () => {
    const { raw, messageId } = letter();
    const to = ["support@acme.test"];
    const first = await sendMail(t, smtp, { from: "ann@customer.test", to, raw });
    const traced = `Received: from elsewhere by here; Mon, 23 Nov 2026 10:18:00 +0000\r\n${raw}`;
    for (const again of [raw, traced]) {
      const repeat = await sendMail(t, smtp, { from: "ann@customer.test", to, raw: again });
      assert.equal(accepted(repeat), accepted(first));
    }
    assert.deepEqual(await taken(to, letter({ messageId, text: "Something else." }).raw), ["support"]);
  });

  await t.test("an empty sender is taken: it is how reports come", async () => {
    const { raw } = letter({ from: "mailer-daemon@relay.test" });
    const id = accepted(await sendMail(t, smtp, { from: "", to: ["support@acme.test"], raw }));
    await untilQuiet(sam);
    assert.equal((await sam.get(`/interactions/${id}`)).status, 200);
  });

  await t.test("too large is 552 5.3.4, announced or counted, and the connection goes on", async () => {
    assertReply(await talk(`MAIL FROM:<a@b.test> SIZE=${messageBytesMax + 1}`), 552, "5.3.4");
    assert.equal((await talk(`MAIL FROM:<a@b.test> SIZE=${messageBytesMax}`)).code, 250);
    const raw = letter({ text: "x\n".repeat(messageBytesMax / 3 + 1) }).raw;
    const before = (await allInteractions(sam)).length;
    assertReply(await sendMail(t, smtp, { from: "a@b.test", to: ["support@acme.test"], raw }), 552, "5.3.4");
    assert.equal((await allInteractions(sam)).length, before);
  });

  await t.test(
    "a mail above 64 kB is a file of its own bytes, also when it is read at once; a smaller one is none",
    async () => {
      const isFile = async (raw: string): Promise<boolean> => {
        const id = accepted(await sendMail(t, smtp, { from: "ann@customer.test", to: ["support@acme.test"], raw }));
        const kept = (await sam.get(`/interactions/${id}/raw`)).text;
        assert.ok(kept.endsWith(raw), "byte for byte, behind our own trace");
        await untilQuiet(sam);
        assert.match(dialectB.one((await sam.get(`/emails/${id}`)).body).text, /last line\s*$/);
        const sha256 = createHash("sha256").update(kept).digest("hex");
        return existsSync(join(server.data, "files", sha256.slice(0, 2), sha256.slice(2)));
      };
      const text = (lines: number): string => `${"a line of some length\n".repeat(lines)}last line`;
      assert.equal(await isFile(letter({ text: text(4_000) }).raw), true);
      assert.equal(await isFile(letter({ text: text(2_000) }).raw), false);
    },
  );

  await t.test("wrong parameters and verbs are refused, a wrong end of data too", async () => {
    assertReply(await talk("MAIL FROM:<a@b.test> WIZARDRY=1"), 555, "5.5.4");
    assert.equal((await talk("MAIL FROM:<a@b.test> SIZE=big")).code, 501);
    assert.equal((await talk("VRFY support")).code, 252);
    assert.ok([500, 502].includes((await talk("EXPN support")).code));
    assert.ok([500, 502, 503].includes((await talk("DATA")).code));
    assert.ok((await talk("AUTH PLAIN AGEAYg==")).code >= 500);

    const smuggling = await openSmtp(t, smtp);
    for (const command of ["EHLO c.test", "MAIL FROM:<a@b.test>", "RCPT TO:<support@acme.test>", "DATA"]) {
      await smuggling.command(command);
    }
    smuggling.write(`${letter().raw}\n.\nMAIL FROM:<evil@b.test>\r\n.\r\n`);
    assertReply(await smuggling.reply(), 550, "5.5.2");
  });

  await t.test("what a customer sees is what agents read", async () => {
    const headers = ["Reply-To: =?utf-8?Q?J=C3=B6rg?= <joerg@customer.test>"];
    const id = await mailIn(t, smtp, { headers, subject: "=?utf-8?B?R3LDvMOfZQ==?=", text: "Zeile 1\n.Punkt\n..zwei" });
    await untilQuiet(sam);
    const email = dialectB.one((await sam.get(`/emails/${id}`)).body);
    assert.deepEqual([email.subject, email.text.trimEnd()], ["Grüße", "Zeile 1\n.Punkt\n..zwei"]);
  });

  await t.test("swaks delivers a mail with an attachment", needsPeers("swaks"), async () => {
    const file = join(await temporaryFolder(t), "order.txt");
    await writeFile(file, "two bells\n");
    const [to, from] = ["support@acme.test", "swaks@customer.test"];
    const words = [
      "--server",
      smtp,
      "--to",
      to,
      "--from",
      from,
      "--header",
      "Subject: By swaks",
      "--attach",
      `@${file}`,
    ];
    const run = await runPeer("swaks", words);
    assert.equal(run.code, 0, run.stdout);
    const id = accepted({ lines: [run.stdout.match(/250 2\.0\.0 [A-Z0-9]{16}/)?.[0] ?? run.stdout] });
    await untilQuiet(sam);
    const { body } = await sam.get(`/interactions/${id}`);
    const { subject, attachments } = Object(body["interaction"]);
    assert.deepEqual(
      [subject, attachments.length, attachments[0].name, attachments[0].size],
      ["By swaks", 1, "order.txt", 10],
    );
  });
});

function assertReply({ code, lines }: SmtpReply, expected: number, enhanced: string): void {
  assert.ok(
    code === expected && lines[0]?.startsWith(`${expected} ${enhanced} `),
    `${expected} ${enhanced}, got ${lines}`,
  );
}
