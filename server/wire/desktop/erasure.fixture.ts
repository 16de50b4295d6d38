import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import { erasureAnswer, erasurePreviewAnswer } from "@postroom/contract/erasure";
import { load, readAndRoute, ready, receive } from "../../testing/agent-day.ts";
import { acme, testCentre } from "../../testing/centre.ts";
import { deliveryReport, receiveRaw } from "../../testing/received-reports.ts";
import { openTransport } from "../../testing/relay.ts";
import { sendingBy } from "../../testing/sending-loop.ts";
import { startPeer } from "../../testing/smtp-peer.ts";
import type { Shown } from "../gws/desk.fixture.ts";
import { startDay } from "../gws/listening.fixture.ts";

const base = "/api/postroom/v1";

/** Words that only this person's mail has, or what was written and added to it. */
const words = /zephyrine|quill|wyvern|griffin|basilisk|manticore/i;

/** A mail of hers. `more`: further header lines. */
export const zephyrine = (subject: string, id: string, more: readonly string[] = []) => ({
  headers: [
    ...["From: Zephyrine Quillfeather <zephyrine@quill.test>", "To: support@acme.test", `Subject: ${subject}`],
    ...[`Message-ID: <${id}@quill.test>`, ...more],
  ],
  body: "My wyvern ate the order.",
  envelopeFrom: "zephyrine@quill.test",
});

const file = { ...acme, settings: { workspace: { "privilege.contact.can-delete-contact": true } } };

/** A centre with alice at work, an admin who erases, and somebody who looks everywhere. */
export async function desk(t: TestContext, { isChecked = true } = {}) {
  const day = await startDay(t, { centre: await testCentre(t, file, { isChecked }) });
  const { centre, server, post } = day;
  const ask = (path: string, body?: object, method = "POST", as = "root") =>
    server.ask({ as, path: `${base}/${path}`, ...(body === undefined ? {} : { method, body }) });
  const does = async (as: string, id: string, operationName: string, more: object = {}): Promise<Shown> => {
    const answer = await post(as, `/me/emails/${id}`, { operationName, ...more });
    assert.equal(answer.status, 200, `${operationName}: ${answer.text}`);
    return answer.json;
  };
  /** Taken in, accepted by alice. */
  const taken = async (mail: Parameters<typeof receive>[1]) => {
    const id = await receive(centre, mail);
    await readAndRoute(centre);
    await does("alice", id, "Accept");
    return id;
  };
  const contactOf = async (id: string) => (await load(centre, id)).contact ?? "";
  const preview = async (contact: string) =>
    erasurePreviewAnswer.parse((await ask(`contacts/${contact}/erasure`)).json).erasure;
  const erase = (contact: string, as = "root") =>
    ask(`contacts/${contact}/erasure`, { reason: "Article 17" }, "POST", as);
  const erased = async (contact: string) => {
    const answer = await erase(contact);
    assert.equal(answer.status, 200, answer.text);
    return erasureAnswer.parse(answer.json).erasure;
  };
  const path = (id: string, part = "") => server.ask({ as: "sam", path: `/api/v2/interactions/${id}${part}` });
  await ready(centre, "alice");
  return { ...day, ask, does, taken, contactOf, preview, erase, erased, path, scan: () => scan(day.centre) };
}

/** The tables and files in which one of the words stands. */
async function scan({ pool, files }: Awaited<ReturnType<typeof startDay>>["centre"]): Promise<readonly string[]> {
  const found: string[] = [];
  const { rows: tables } = await pool.query(
    "SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1",
  );
  for (const { name } of tables) {
    // The bytes of messages as text, not as hexadecimal digits.
    const { rows } = await pool.query(`SELECT one::text AS text FROM "${name}" one`);
    const plain = rows.map(({ text }) => `${text} ${Buffer.from(/\\x([0-9a-f]+)/.exec(text)?.[1] ?? "", "hex")}`);
    if (plain.some((text) => words.test(text))) found.push(name);
  }
  for await (const { sha256 } of files.list()) {
    if (words.test(Buffer.from(await files.read(sha256)).toString())) found.push(`file ${sha256}`);
  }
  return found;
}

/** A whole case: mail with a file, user data, comment, note, a draft in three texts with a file, sent, bounced; all over in the end. */
export async function wholeCase(t: TestContext, given: Awaited<ReturnType<typeof desk>>) {
  const { centre, server, does, taken, ask, post } = given;
  const parts = ["MIME-Version: 1.0", 'Content-Type: multipart/mixed; boundary="b"'];
  const mail = await taken({
    ...zephyrine("Griffin order", "one", parts),
    body: [
      ...["--b", "Content-Type: text/plain", "", "My wyvern ate the order.", "--b"],
      ...[
        'Content-Type: text/plain; name="basilisk.txt"',
        "Content-Disposition: attachment",
        "",
        "manticore bytes",
        "--b--",
        "",
      ],
    ].join("\r\n"),
  });
  const { thread } = await load(centre, mail);
  await does("alice", mail, "AttachUserData", { userData: { Beast: "manticore" } });
  await does("alice", mail, "AddComment", { comment: "the manticore called" });
  assert.equal(
    (await ask(`threads/${thread}/notes`, { text: "Quill is angry @bob", mentions: ["bob"] }, "POST", "alice")).status,
    200,
  );
  const { replyInteractionId: draft }: Shown = await does("alice", mail, "Reply", { quoteOriginal: true });
  await does("alice", draft, "Save", { email: { text: "Dear Zephyrine, one" } });
  await does("alice", draft, "Save", { email: { text: "Dear Zephyrine, two" } });
  const body = [
    "--f",
    'Content-Disposition: form-data; name="attachment"; filename="basilisk.txt"',
    "",
    "a basilisk",
    "--f--",
    "",
  ];
  const uploaded = await server.ask({
    ...{ as: "alice", method: "POST", path: `/api/v2/me/emails/${draft}/attachments`, body: body.join("\r\n") },
    headers: { "content-type": "multipart/form-data; boundary=f" },
  });
  assert.equal(uploaded.status, 200, uploaded.text);
  // A Send that was called back keeps what it would have sent.
  const { version } = await load(centre, draft);
  const action = { emailId: draft, version, operationName: "Send", email: { body: "<p>Dear Zephyrine, hold</p>" } };
  const held = await ask("holds", { actions: [action] }, "POST", "alice");
  assert.equal(held.status, 200, held.text);
  const { hold }: Shown = held.json;
  assert.equal((await ask(`holds/${hold.id}`, {}, "DELETE", "alice")).status, 200);
  const consent = { scope: "sender", key: "zephyrine@quill.test" };
  assert.equal((await ask("image-consents", consent, "PUT", "alice")).status, 200);
  await does("alice", draft, "Send", { email: { text: "Dear Zephyrine, three" } });
  const taking = { operationName: "TakeBack", interactionId: mail, reason: "a griffin" };
  const back = await ask(`agents/${(await centre.as("alice")).id}`, taking, "POST", "sam");
  assert.equal(back.status, 200, back.text);
  assert.equal((await post("sam", "/interactions", { operationName: "Complete", ids: [mail] })).status, 200);
  const peer = await startPeer(t, {});
  await sendingBy(centre, openTransport(t, peer.port)).round();
  const { rows } = await centre.pool.query("SELECT message_id FROM deliveries WHERE interaction_id = $1", [draft]);
  const about = { messageId: rows[0].message_id, recipient: "zephyrine@quill.test", text: "550 no griffin here" };
  const report = await receiveRaw(centre, deliveryReport(about));
  return { mail, draft, report };
}
