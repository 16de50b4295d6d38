// Long because one mail server and one Postroom, which take their time to start, go through all that happens to a mailbox.
import assert from "node:assert/strict";
import test, { type TestContext } from "node:test";
import { mailboxAnswer } from "@postroom/contract";
import { type Dovecot, startDovecot } from "../support/dovecot.ts";
import { eventually } from "../support/eventually.ts";
import { type Client, clientOf, logIn } from "../support/http.ts";
import { assertConsistent, deliveryOf } from "../support/inspection.ts";
import { letter } from "../support/mail.ts";
import { inQueue, ledgerOf, teamReading, untilLookedInto, untilTaken } from "../support/mailboxes.ts";
import { untilQuiet } from "../support/operator.ts";
import { needsPeers } from "../support/peers.ts";
import { type RunningServer, startServer } from "../support/server.ts";
import { type Sink, type SunkMail, startSink } from "../support/sink.ts";
import { sendMail } from "../support/smtp.ts";
import { type Team, writeTeam } from "../support/team.ts";

const names = ["first", "marked", "late", "anew", "back", "outage", "killed", "emptied", "sending"];

const mailTo = (name: string, subject: string, more: { readonly text?: string; readonly messageId?: string } = {}) =>
  letter({ to: `${name}@acme.test`, subject, ...more }).raw;

/** A mail without Message-ID. */
const withoutId = (name: string, subject: string): string => mailTo(name, subject).replace(/^Message-ID: .*\r\n/m, "");

type Setting = {
  readonly dovecot: Dovecot;
  readonly server: RunningServer;
  readonly sam: Client;
  readonly sink: Sink;
};

const subjectsOf = async (client: Client, name: string): Promise<readonly (string | null)[]> =>
  (await inQueue(client, name)).map(({ subject }) => subject).sort();

test("mailboxes are emptied over IMAP, completely and once", {
  ...needsPeers("dovecot"),
  timeout: 180_000,
}, async (t) => {
  const dovecot = await startDovecot(t);
  await dovecot.kill();
  const kept = await prepare(dovecot);
  await dovecot.start();
  const wishes = new Map<string, Team>([
    ["emptied", { after: "delete" }],
    ["sending", { sentFolder: "Sent", copySent: true }],
  ]);
  const boxes = Object.fromEntries(names.map((name) => [name, wishes.get(name) ?? {}]));
  const settings = { defaultFromAddress: "sending@acme.test", sendUnknownPolicy: "resend", sendRetry: [3, 3, 3] };
  const team = await writeTeam(t, withCanary(await teamReading(dovecot, boxes, settings)));
  const sink = await startSink(t);
  const server = await startServer(t, { team, relay: sink.url });
  const sam = clientOf(server.ready().http, "sam");
  const setting = { dovecot, server, sam, sink };
  await t.test("everything that lies there at the first connect comes in, and keeps its flags", () => first(setting));
  await t.test("mail_marked_read_by_other_client: what others have read comes in all the same", () => marked(setting));
  await t.test("new mail comes in as soon as the server tells of it", () => told(setting));
  await t.test("what is stored is deleted where the account wants that", () => emptied(setting));
  await t.test("what was sent is copied into the account's folder of sent mail, once, as it was sent, and read", () =>
    copied(setting),
  );
  await t.test("a mail whose reply was lost and that lies among sent mail is sent, before it goes again", () =>
    found(setting),
  );
  await t.test("a canary mail comes back, is measured and named, and leaves nothing behind", () => canary(setting));
  await dovecot.kill();
  await whileAway(dovecot, kept);
  const since = Date.now();
  await dovecot.start();
  await t.test(
    "outage_longer_than_window: what came while the server was away comes in, and why it was away is told",
    () => outage(setting, since),
  );
  await t.test("another UIDVALIDITY makes no doubles, and what is new comes in", () => anew(setting, since));
  await t.test("a UID that becomes visible late comes in", () => late(setting, since));
  await t.test("mail put back is a repeat", () => back(setting, since));
  await t.test("a server that is killed while it gives mail loses none and doubles none", () => killed(setting));
  await t.test("an admin adds and changes a mailbox: it is read, and known to SMTP, without a restart", (t) =>
    added(t, setting),
  );
  await t.test("every message has its account, and the store is consistent", () => accounted(t, setting));
});

/** The mailbox `sending` sends canary mails. */
function withCanary(team: Team): Team {
  const { mailboxes } = team;
  if (!Array.isArray(mailboxes)) throw new Error("a team without mailboxes");
  const isWanted = (mailbox: Team): boolean => mailbox["address"] === "sending@acme.test";
  return { ...team, mailboxes: mailboxes.map((one) => (isWanted(one) ? { ...one, canaryEvery: 3_600 } : one)) };
}

/** What agents have sent, without canary mails. */
const agentsMails = ({ sink }: Setting): readonly SunkMail[] => sink.mails.filter(({ from }) => from !== "");

/** Before anybody looks. Value: what is put back later. */
async function prepare({ folderOf }: Dovecot): Promise<ReadonlyMap<string, string>> {
  for (let count = 1; count <= 60; count++) await folderOf("first").deliver(mailTo("first", `s${count}`));
  for (let count = 1; count <= 5; count++) await folderOf("marked").deliver(mailTo("marked", `s${count}`));
  await folderOf("marked").markAllRead();
  const [ten, twelve] = [
    await folderOf("late").deliver(mailTo("late", "ten")),
    await folderOf("late").deliver(mailTo("late", "twelve")),
  ];
  await folderOf("late").number(
    1_000,
    new Map([
      [ten, 10],
      [twelve, 12],
    ]),
    13,
  );
  const anew = new Map<string, number>();
  for (let count = 1; count <= 10; count++) {
    anew.set(
      await folderOf("anew").deliver(count % 2 ? mailTo("anew", `s${count}`) : withoutId("anew", `s${count}`)),
      count,
    );
  }
  await folderOf("anew").number(1_000, anew, 11);
  const back = await folderOf("back").deliver(withoutId("back", "away"));
  await folderOf("back").deliver(mailTo("back", "stays"));
  for (let count = 1; count <= 3; count++) await folderOf("emptied").deliver(mailTo("emptied", `s${count}`));
  return new Map([
    ["back", back],
    ["ten", ten],
    ["twelve", twelve],
  ]);
}

/** While Dovecot does not run. */
async function whileAway({ folderOf }: Dovecot, kept: ReadonlyMap<string, string>): Promise<void> {
  for (let count = 1; count <= 30; count++) await folderOf("outage").deliver(mailTo("outage", `s${count}`));
  await folderOf("outage").markAllRead();
  const files = await folderOf("anew").files();
  const added = await folderOf("anew").deliver(mailTo("anew", "unseen"));
  const bases = [...files.map((file) => file.split(":")[0] ?? file).toReversed(), added];
  await folderOf("anew").number(2_000, new Map(bases.map((name, at) => [name, at + 1])), bases.length + 1);
  const eleven = await folderOf("late").deliver(mailTo("late", "eleven"));
  const uids = new Map([
    [kept.get("ten") ?? "", 10],
    [eleven, 11],
    [kept.get("twelve") ?? "", 12],
  ]);
  await folderOf("late").number(1_000, uids, 13);
  await (await folderOf("back").takeAway(kept.get("back") ?? ""))();
}

async function first({ server, sam, dovecot }: Setting): Promise<void> {
  assert.equal((await untilTaken(server.ready().http, "first", 60)).length, 60);
  const { imap, onServer } = await untilLookedInto(sam, "first", 0);
  assert.deepEqual([imap, onServer], [{ interaction: 60 }, 60]);
  const flags = (await dovecot.folderOf("first").files()).map((file) => file.split(":2,")[1] ?? "");
  assert.deepEqual(new Set(flags), new Set([""]));
}

async function marked({ server, dovecot }: Setting): Promise<void> {
  await untilTaken(server.ready().http, "marked", 5);
  await dovecot.folderOf("marked").deliver(mailTo("marked", "later"));
  await dovecot.folderOf("marked").markAllRead();
  assert.equal((await untilTaken(server.ready().http, "marked", 6)).length, 6);
}

async function told({ server, dovecot }: Setting): Promise<void> {
  const begun = performance.now();
  await dovecot.folderOf("first").deliver(mailTo("first", "news"));
  await untilTaken(server.ready().http, "first", 61);
  assert.ok(performance.now() - begun < 15_000);
}

async function emptied({ server, dovecot }: Setting): Promise<void> {
  await untilTaken(server.ready().http, "emptied", 3);
  await eventually(
    () => dovecot.folderOf("emptied").files(),
    (files) => files.length === 0,
  );
}

/** Value: the e-mail, once its Send was answered. */
async function sendOne({ server }: Setting, subject: string): Promise<string> {
  const alice = clientOf(server.ready().http, "alice");
  await logIn(alice);
  const created = await alice.post("/me/emails", { operationName: "Create" });
  const id = String(created.body["interactionId"]);
  const email = { to: ["ann@customer.test"], subject, bodyAsPlainText: "Tomorrow." };
  const sent = await alice.post(`/me/emails/${id}`, { operationName: "Send", email });
  assert.equal(sent.status, 200, sent.text);
  return id;
}

async function copied(setting: Setting): Promise<void> {
  const { dovecot, sam } = setting;
  const sent = dovecot.folderOf("sending", "Sent");
  await sent.files();
  const id = await sendOne(setting, "copied");
  const [copy] = await eventually(
    () => sent.contents(),
    (files) => files.length > 0,
  );
  const [mail] = agentsMails(setting);
  // Dovecot keeps its files with bare line feeds.
  assert.equal(copy?.toString(), mail?.raw.toString().replaceAll("\r\n", "\n"));
  assert.equal((await deliveryOf(sam, id)).state, "sent");
  assert.deepEqual(
    (await sent.files()).map((file) => file.split(":2,")[1]),
    ["S"],
  );
}

async function found(setting: Setting): Promise<void> {
  const { dovecot, sam, sink } = setting;
  const sent = dovecot.folderOf("sending", "Sent");
  sink.fail("dot", { kind: "lose-reply" }, 1);
  const id = await sendOne(setting, "found");
  const [, mail] = await eventually(
    async () => agentsMails(setting),
    (mails) => mails.length === 2,
  );
  await sent.deliver(mail?.raw ?? "");
  const { state, attempts } = await eventually(
    () => deliveryOf(sam, id),
    (delivery) => delivery.state === "sent",
  );
  assert.deepEqual(
    [state, attempts.map(({ outcome, text }) => [outcome, text])],
    ["sent", [["accepted", "it lies in the folder of sent mail: Sent"]]],
  );
  assert.deepEqual([agentsMails(setting).length, (await sent.files()).length], [2, 2]);
}

async function outage({ sam, server }: Setting, since: number): Promise<void> {
  const log = await server.log();
  assert.match(log, /an account cannot be read: the mail server (cannot be reached|ended the connection)/);
  assert.doesNotMatch(log, /dovecot-demo-1/);
  await untilLookedInto(sam, "outage", since);
  assert.equal((await inQueue(sam, "outage")).length, 30);
}

async function anew({ sam }: Setting, since: number): Promise<void> {
  const { imap } = await untilLookedInto(sam, "anew", since);
  const expected = Array.from({ length: 10 }, (_, at) => `s${at + 1}`)
    .concat("unseen")
    .sort();
  assert.deepEqual(await subjectsOf(sam, "anew"), expected);
  assert.deepEqual(imap, { interaction: 11, repeat: 10 });
}

async function late({ sam }: Setting, since: number): Promise<void> {
  await untilLookedInto(sam, "late", since);
  assert.deepEqual(await subjectsOf(sam, "late"), ["eleven", "ten", "twelve"]);
}

async function back({ sam }: Setting, since: number): Promise<void> {
  const { imap } = await untilLookedInto(sam, "back", since);
  assert.deepEqual([await subjectsOf(sam, "back"), imap], [["away", "stays"], { interaction: 2, repeat: 1 }]);
}

async function killed({ sam, dovecot, server }: Setting): Promise<void> {
  const folder = dovecot.folderOf("killed");
  const text = "x".repeat(70).concat("\n").repeat(300);
  for (let count = 1; count <= 120; count++) await folder.deliver(mailTo("killed", `s${count}`, { text }));
  await untilTaken(server.ready().http, "killed", 1);
  await dovecot.kill();
  const since = Date.now();
  await dovecot.start();
  const { imap } = await untilLookedInto(sam, "killed", since);
  assert.equal(imap["interaction"], 120);
  assert.equal(new Set(await subjectsOf(sam, "killed")).size, 120);
}

async function canary({ sam, dovecot, sink }: Setting): Promise<void> {
  const inbox = dovecot.folderOf("sending");
  const mail = await eventually(
    async () => sink.mails.find(({ from }) => from === ""),
    (found) => found !== undefined,
  );
  await inbox.deliver(mail?.raw ?? "");
  const { canary, imap } = await eventually(
    () => ledgerOf(sam, "sending"),
    (ledger) => ledger.canary !== null,
  );
  assert.ok((canary?.seconds ?? 0) > 0 && Math.abs(Date.parse(canary?.at ?? "") - Date.now()) < 60_000);
  assert.deepEqual([imap, await inQueue(sam, "sending")], [{ canary: 1 }, []]);
  await eventually(
    () => inbox.files(),
    (files) => files.length === 0,
  );
}

/** Into the queue of `anew`, which is quiet by now. */
async function added(t: TestContext, { sam, dovecot, server }: Setting): Promise<void> {
  const { http, smtp } = server.ready();
  const root = clientOf(http, "root");
  const path = "root:/api/postroom/v1/mailboxes";
  const write = async (method: string, tail: string, body: object) => {
    const init = { body: JSON.stringify(body), headers: { "content-type": "application/json" } };
    const answer = await root.send(method, `${path}${tail}`, init);
    assert.equal(answer.status, 200, answer.text);
    assert.ok(!answer.text.includes(dovecot.password));
    return mailboxAnswer.parse(answer.body).mailbox;
  };
  const code = async (to: string) =>
    (await sendMail(t, smtp, { from: "ann@customer.test", to: [to], raw: mailTo("added", `by SMTP to ${to}`) })).code;
  await dovecot.folderOf("added").deliver(mailTo("added", "by IMAP"));
  assert.equal(await code("added@acme.test"), 550);
  const { port, password } = dovecot;
  const imap = { host: "127.0.0.1", port, tls: "none", user: "added", password };
  const { id } = await write("POST", "", { address: "added@acme.test", queue: "anew", imap });
  assert.deepEqual([await code("added@acme.test"), await code("alias@acme.test")], [250, 550]);
  await write("PUT", `/${id}`, { aliases: ["alias@acme.test"] });
  assert.equal(await code("alias@acme.test"), 250);
  const subjects = () => subjectsOf(sam, "anew").then((all) => all.filter((one) => one?.startsWith("by ")));
  const expected = ["by IMAP", "by SMTP to added@acme.test", "by SMTP to alias@acme.test"];
  await eventually(subjects, (found) => found.length === 3, 30_000);
  assert.deepEqual(await subjects(), expected);
  await write("PUT", `/${id}`, { imap: { password: "wrong" } });
  await eventually(
    () => ledgerOf(sam, "added"),
    ({ state, alarms }) => state === "failing" && alarms.some((one) => /refused the log-in/.test(one)),
    30_000,
  );
  await write("PUT", `/${id}`, { imap: { password } });
  await dovecot.folderOf("added").deliver(mailTo("added", "by IMAP again"));
  await eventually(subjects, (found) => found.length === 4, 30_000);
  await write("PUT", `/${id}`, { imap: "none" });
  await untilQuiet(sam);
  const log = await server.log();
  assert.ok(!log.includes(password), "no secret in the log");
}

async function accounted(t: TestContext, setting: Setting): Promise<void> {
  const { sam, server, dovecot } = setting;
  // Long after the next attempt would have come.
  assert.deepEqual([agentsMails(setting).length, (await dovecot.folderOf("sending", "Sent").files()).length], [2, 2]);
  for (const name of names) {
    const { unaccounted, waiting, imap } = await ledgerOf(sam, name);
    t.diagnostic(`${name}: ${JSON.stringify(imap)}`);
    assert.deepEqual([name, unaccounted, waiting], [name, 0, 0]);
  }
  await assertConsistent(server);
}
