import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import test, { type TestContext } from "node:test";
import { startAgent } from "../support/agent.ts";
import { dialectB, type Seen } from "../support/dialect.ts";
import { clientOf } from "../support/http.ts";
import { accepted } from "../support/mail.ts";
import { allInteractions, untilQuiet } from "../support/operator.ts";
import { startServer } from "../support/server.ts";
import { sendMail } from "../support/smtp.ts";
import { acmeWith, writeTeam } from "../support/team.ts";

/** A message and what must be readable of it. */
type Hostile = { readonly name: string; readonly raw: Buffer; readonly reading: Reading };
type Reading = { readonly subject?: string; readonly textContains?: readonly string[]; readonly class?: string };

const folder = new URL("../../fixtures/mail/", import.meta.url);
const from = "odd@strange.test";
const head = [`From: ${from}`, "To: support@acme.test", "MIME-Version: 1.0"];

test("hostile mails are kept, offered and readable, and the server stays alive", async (t) => {
  const olga = { userName: "olga", password: "olga-demo-1", skills: { English: 5 }, capacity: { email: 200 } };
  const server = await startServer(t, {
    team: await writeTeam(t, await acmeWith({ invitationTimeout: 600 }, { agents: [olga] })),
  });
  const { http, smtp } = server.ready();
  const sam = clientOf(http, "sam");
  const agent = await startAgent(t, { http, userName: "olga", dialect: dialectB, isReady: true });
  const mails = [...fixtures(), ...made()];
  const ids = new Map<string, string>();
  for (const { name, raw } of mails) ids.set(name, await take(t, smtp, raw));
  await untilQuiet(sam, 30_000);
  const held = new Map((await agent.holds()).map((email) => [email.id, email]));

  for (const { name, raw, reading } of mails) {
    await t.test(name, async () => {
      const id = ids.get(name) ?? "";
      const kept = await fetch(`${http}/api/v2/interactions/${id}/raw`, { headers: { authorization: sams } });
      const bytes = Buffer.from(await kept.arrayBuffer());
      // The final dot stands on a line of its own: a message without a line end at its end gets one.
      const sent = raw.subarray(-2).equals(crlf) ? raw : Buffer.concat([raw, crlf]);
      assert.ok(bytes.subarray(-sent.length).equals(sent), `raw: ${bytes.length} bytes for ${sent.length}`);

      const email = held.get(id);
      if (email === undefined) {
        assert.ok(isParked(reading), "offered");
        assert.equal((await sam.get(`/interactions/${id}`)).status, 200);
        return;
      }
      assertReadable(email, reading);
      await agent.does(id, "Accept");
      assert.equal((await agent.sees(id)).state, "Processing");
      await agent.does(id, "Complete");
    });
  }

  await t.test("nothing else came of it, and the server takes the next", async () => {
    assert.equal((await allInteractions(sam)).length, mails.length);
    const [first] = mails;
    assert.ok(first);
    assert.equal(await take(t, smtp, first.raw), ids.get(first.name), "a repeat is recognised");
    assert.equal((await sam.get("root:/health/ready")).status, 200);
    assert.doesNotMatch(await server.log(), /"level":"error"/);
  });
});

const sams = `Basic ${btoa("sam:sam-demo-1")}`;
const crlf = Buffer.from("\r\n");

async function take(t: TestContext, smtp: string, raw: Buffer): Promise<string> {
  return accepted(await sendMail(t, smtp, { from, to: ["support@acme.test"], raw }));
}

function assertReadable({ subject, text, state, capabilities }: Seen, reading: Reading): void {
  assert.deepEqual([state, capabilities], ["Invited", ["Accept", "Reject"]]);
  if (reading.subject !== undefined) assert.equal(subject, reading.subject);
  const words = text.replace(/\s+/g, " ");
  for (const piece of reading.textContains ?? [])
    assert.ok(words.includes(piece.replace(/\s+/g, " ")), `${piece} in ${words.slice(0, 500)}`);
}

/** Reports and loops may be set aside instead (mail.md 6). */
function isParked(reading: Reading): boolean {
  return /^(dsn|loop)/.test(reading.class ?? "");
}

/** Every odd message of the fixtures. */
function fixtures(): readonly Hostile[] {
  return readdirSync(folder)
    .filter((name) => /^odd-.*\.eml$/.test(name))
    .sort()
    .map((name) => ({
      name,
      raw: readFileSync(new URL(name, folder)),
      reading: JSON.parse(readFileSync(new URL(name.replace(".eml", ".json"), folder), "utf8")),
    }));
}

/** Messages that are too large to lie in the tree. */
function made(): readonly Hostile[] {
  const part = (number: number) => `--b\r\nContent-Type: text/plain\r\n\r\npart ${number}\r\n`;
  const parts = Array.from({ length: 5_000 }, (_, number) => part(number)).join("");
  const nested = Array.from(
    { length: 2_000 },
    (_, depth) => `Content-Type: multipart/mixed; boundary=n${depth}\r\n\r\n--n${depth}\r\n`,
  );
  const long = "x".repeat(1_048_576);
  return [
    message("5,000 parts", ["Content-Type: multipart/mixed; boundary=b"], `${parts}--b--`, ["part 0"]),
    message("2,000 levels", nested.join("").split("\r\n", 1), nested.join("").split("\r\n").slice(2).join("\r\n"), []),
    message("a header line of 1 MB", [`X-Long: ${long}`], "Still here.", ["Still here."]),
    message("a body line of 1 MB", [], `${long} end`, []),
    message("a charset that is not", ["Content-Type: text/plain; charset=klingon"], "Still readable.", [
      "Still readable.",
    ]),
    message("no end of quoted-printable", ["Content-Transfer-Encoding: quoted-printable"], "half =E4=", ["half"]),
    message("NUL in header and body", ["X-Nul: a\0b"], "a\0b", []),
    message(
      "20,000 recipients",
      [`Cc: ${Array.from({ length: 20_000 }, (_, n) => `c${n}@x.test`).join(",\r\n ")}`],
      "All of you.",
      [], // more than 256 kB of headers are shown raw-only: mail.md 4.1
    ),
  ];
}

function message(name: string, headers: readonly string[], body: string, textContains: readonly string[]): Hostile {
  const subject = `Hostile: ${name}`;
  const lines = [
    ...head,
    `Subject: ${subject}`,
    `Message-ID: <${encodeURIComponent(name)}@strange.test>`,
    ...headers,
    "",
    body,
    "",
  ];
  return { name, raw: Buffer.from(lines.join("\r\n"), "latin1"), reading: { subject, textContains } };
}
