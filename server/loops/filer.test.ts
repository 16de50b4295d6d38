import assert from "node:assert/strict";
import { test } from "node:test";
import { parseProvisioning } from "@postroom/contract";
import type { SourceTrouble } from "../domain/mail/mailbox-trouble.ts";
import { tryMailbox } from "../operations/operator/try-mailbox.ts";
import { markSent } from "../operations/supervisor/mark-sent.ts";
import { SourceFailed } from "../ports/mail-source.ts";
import { skillExpressionProblem } from "../provisioning-file.ts";
import { applyProvisioning } from "../start/provisioning.ts";
import { doneBy, load, sent } from "../testing/agent-day.ts";
import { testCentre } from "../testing/centre.ts";
import { lastingLease } from "../testing/lasting-lease.ts";
import { claim, claimOne, mark, record, recover, stored } from "../testing/sending-by-hand.ts";
import { filerState, fileSome, stopFiling } from "./filer.ts";
import { acmeFetching, testFolder, testVisit } from "./mail-server.fixture.ts";
import { watchOnce } from "./watcher.ts";

const minuteMs = 60_000;
const dayMs = 86_400_000;

type World = { trouble: SourceTrouble | undefined; readonly opened: string[] };
type Settings = Readonly<Record<string, unknown>>;

/** A centre whose mailbox has a folder `Sent`; `trouble` says why it cannot be opened. */
async function started(t: Parameters<typeof testCentre>[0], imap: Settings, settings: Settings = {}) {
  const centre = await testCentre(t, { ...acmeFetching({ sentFolder: "Sent", ...imap }), settings });
  const { fetching } = await testVisit(centre);
  const state = filerState();
  const folder = testFolder(() => centre.clock.wall());
  const world: World = { trouble: undefined, opened: [] };
  const source = {
    open: async (account: { readonly folder: string }) => {
      world.opened.push(account.folder);
      if (world.trouble !== undefined) throw new SourceFailed(world.trouble, "the folder cannot be opened: Sent");
      return folder;
    },
  };
  const filer = {
    ...fetching,
    source,
    files: centre.files,
    state,
    lease: lastingLease,
    chance: { ...fetching.chance, fraction: () => 0.5 },
  };
  const waiting = async () =>
    (await centre.pool.query("SELECT kind, due, failures FROM sent_filings ORDER BY kind")).rows;
  return { centre, folder, world, state, file: () => fileSome(filer), waiting };
}

/** A mail that the next hop has taken. */
async function taken(centre: Parameters<typeof claimOne>[0]): Promise<string> {
  const id = await sent(centre, "alice");
  const delivery = await claimOne(centre);
  await mark(centre, delivery);
  assert.equal(await record(centre, delivery, { row: "Accepted" }), true);
  return id;
}

/** A mail whose reply was lost with its process. */
async function lost(centre: Parameters<typeof claimOne>[0]): Promise<string> {
  const id = await sent(centre, "alice");
  await mark(centre, await claimOne(centre, "gone"));
  await recover(centre);
  return id;
}

const bytesOf = async (centre: Parameters<typeof claimOne>[0], id: string): Promise<Uint8Array> =>
  centre.files.read((await stored(centre, id)).delivery.sha256);

test("sent_folder_copy_failure_does_not_resend: a copy that fails is tried again by itself, is alarmed, and touches neither mail nor delivery", async (t) => {
  const { centre, folder, world, file, waiting } = await started(t, { copySent: true });
  const alarms = async () => {
    await watchOnce(
      centre.performing,
      { count: () => undefined, gauge: () => undefined, text: async () => "" },
      new Map(),
    );
    const told = await centre.performing.store.read((reading) => reading.mailboxAlarms.all());
    return told.map(({ kind, text }) => [kind, text]);
  };
  const id = await taken(centre);
  const before = [await stored(centre, id), await load(centre, id)];
  world.trouble = "folder";
  for (let tries = 1; tries <= 8; tries++) {
    await file();
    assert.deepEqual(
      (await waiting()).map(({ failures }) => failures),
      [tries],
    );
    centre.clock.advance(5 * minuteMs);
    assert.deepEqual(await claim(centre), []);
  }
  assert.deepEqual([await stored(centre, id), await load(centre, id)], before);
  await centre.pool.query(
    "INSERT INTO mailbox_health (mailbox_id, passed_at) SELECT id, to_timestamp($1) FROM mailboxes",
    [centre.clock.wall() / 1_000],
  );
  const words = "1 mails wait for the folder of sent mail: the folder cannot be opened: Sent";
  assert.deepEqual(await alarms(), [["sent-folder", words]]);
  world.trouble = undefined;
  await file();
  assert.deepEqual(
    folder.appended.map((raw) => Buffer.from(raw).toString()),
    [Buffer.from(await bytesOf(centre, id)).toString()],
  );
  assert.deepEqual([await stored(centre, id), await load(centre, id)], before);
  assert.deepEqual([await waiting(), await alarms()], [[], []]);
});

test("a crash behind the APPEND makes no second copy, and what the provider has put there itself is not copied", async (t) => {
  const { centre, folder, file, waiting } = await started(t, { copySent: true });
  const append = folder.append;
  folder.append = async (raw, at) => {
    await append(raw, at);
    folder.append = append;
    throw new SourceFailed("closed", "the mail server ended the connection");
  };
  await taken(centre);
  await file();
  assert.deepEqual([folder.appended.length, (await waiting()).length], [1, 1]);
  centre.clock.advance(minuteMs);
  await file();
  assert.deepEqual([folder.appended.length, await waiting()], [1, []]);
  folder.deliver(await bytesOf(centre, await taken(centre)));
  await file();
  assert.deepEqual([folder.appended.length, await waiting()], [1, []]);
});

test("what failed for long is tried at once when somebody asks for a try of the account", async (t) => {
  const { centre, folder, world, file, waiting } = await started(t, { copySent: true });
  await taken(centre);
  world.trouble = "log-in";
  await file();
  world.trouble = undefined;
  centre.clock.advance(50 * minuteMs);
  await file();
  assert.equal((await waiting()).length, 1, "a refused log-in is tried hourly");
  const [account] = await centre.performing.store.read((reading) => reading.mailAccounts.all());
  await doneBy(centre, "root", tryMailbox, { target: account?.mailbox ?? "", input: { direction: "in" as const } });
  await testVisit(centre);
  await file();
  assert.deepEqual([await waiting(), folder.appended.length], [[], 1]);
});

test("a stop cuts the connection, and what was begun is done at the next start", async (t) => {
  const { centre, folder, file, waiting, state } = await started(t, { copySent: true });
  await taken(centre);
  const cut = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const { append } = folder;
  folder.cut = cut.resolve;
  folder.append = async () => {
    begun.resolve();
    await cut.promise;
    throw new SourceFailed("closed", "the mail server ended the connection");
  };
  const filing = file();
  await begun.promise;
  stopFiling(state);
  await filing;
  assert.deepEqual(
    (await waiting()).map(({ failures }) => failures),
    [0],
  );
  folder.append = append;
  state.stopping = new AbortController();
  await file();
  assert.equal(folder.appended.length, 1);
});

test("no copy where none is asked for; a copy is given up after five days; another configuration ends what waits", async (t) => {
  const without = await started(t, {});
  await taken(without.centre);
  assert.deepEqual([await without.file(), await without.waiting()], [false, []]);
  const { centre, world, file, waiting } = await started(t, { copySent: true });
  await taken(centre);
  world.trouble = "folder";
  await file();
  centre.clock.advance(5 * dayMs + 1);
  assert.equal((await waiting()).length, 1);
  await file();
  assert.deepEqual(await waiting(), []);
  await taken(centre);
  assert.equal((await waiting()).length, 1);
  const parsed = parseProvisioning(acmeFetching({ sentFolder: "Sent" }), { skillExpressionProblem });
  assert.ok(parsed.ok);
  await applyProvisioning(centre.performing, centre.passwords, parsed.provisioning, { isDefault: false });
  assert.deepEqual(await waiting(), []);
});

test("a mail of unknown fate is looked for after 1, 5, 15 and 60 minutes; found, it is sent, and the history says why", async (t) => {
  const { centre, folder, world, file } = await started(t, {});
  const id = await lost(centre);
  const unfound = await lost(centre);
  const looks: number[] = [];
  for (let minute = 0; minute <= 70; minute++) {
    const before = world.opened.length;
    if (minute === 5) folder.deliver(await bytesOf(centre, id));
    await file();
    if (world.opened.length > before) looks.push(minute);
    if (minute === 4) assert.equal((await load(centre, id)).delivery, "unknown");
    centre.clock.advance(minuteMs);
  }
  assert.deepEqual([looks, new Set(world.opened)], [[1, 5, 15, 60], new Set(["Sent"])]);
  const after = await load(centre, id);
  assert.deepEqual([after.state, after.delivery, after.shelf], ["Sent", "sent", undefined]);
  const { rows } = await centre.pool.query(
    "SELECT event FROM outbox WHERE event ->> 'operation' = 'SettleLate' AND event -> 'interaction' ->> 'id' = $1",
    [id],
  );
  assert.deepEqual(
    rows.map(({ event }) => event.note),
    ["it lies in the folder of sent mail: Sent"],
  );
  assert.deepEqual(
    (await stored(centre, id)).attempts.map(({ outcome, text }) => [outcome, text]),
    [["accepted", "it lies in the folder of sent mail: Sent"]],
  );
  assert.equal((await load(centre, unfound)).delivery, "unknown");
});

test("with policy resend the look comes before the next claim: found, it does not go again; not found, it goes; a server that cannot be asked holds it up for minutes only", async (t) => {
  const settings = { sendUnknownPolicy: "resend", sendRetry: [10, 10, 10] };
  const { centre, folder, world, file } = await started(t, {}, settings);
  const found = await lost(centre);
  centre.clock.advance(10_000);
  assert.deepEqual(await claim(centre), [], "before the look");
  folder.deliver(await bytesOf(centre, found));
  await file();
  const after = await load(centre, found);
  assert.deepEqual([after.state, after.delivery, await claim(centre)], ["Sent", "sent", []]);
  const other = await lost(centre);
  centre.clock.advance(10_000);
  await file();
  const again = await claimOne(centre, "gone");
  assert.deepEqual([again.interaction, again.attempts], [other, 2]);
  await mark(centre, again);
  await recover(centre);
  world.trouble = "folder";
  for (let seconds = 0; seconds < 300; seconds += 10) {
    centre.clock.advance(10_000);
    await file();
    if (seconds < 290) assert.deepEqual(await claim(centre), [], `after ${seconds} s`);
  }
  centre.clock.advance(10_000);
  assert.equal((await claimOne(centre)).interaction, other);
});

test("found while it is claimed again it gets no second dot; a person's word ends the search and makes the copy", async (t) => {
  const settings = { sendUnknownPolicy: "resend", sendRetry: [10, 10] };
  const { centre, folder, file } = await started(t, { copySent: true }, settings);
  const id = await lost(centre);
  centre.clock.advance(10_000);
  await file();
  const claimed = await claimOne(centre);
  folder.deliver(await bytesOf(centre, id));
  centre.clock.advance(5 * minuteMs);
  await file();
  assert.deepEqual([(await load(centre, id)).delivery, await mark(centre, claimed)], ["sent", false]);
  const { attempts } = await stored(centre, id);
  assert.deepEqual(
    attempts.map(({ number, outcome }) => [number, outcome]),
    [[1, "accepted"]],
  );
  const word = await started(t, { copySent: true });
  const unknown = await lost(word.centre);
  await doneBy(word.centre, "sam", markSent, { target: unknown, input: {} });
  assert.deepEqual(
    (await word.waiting()).map(({ kind }) => kind),
    ["copy"],
  );
  await word.file();
  assert.equal(word.folder.appended.length, 1);
});
