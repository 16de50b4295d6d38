import assert from "node:assert/strict";
import test from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import type { DeliveryResource } from "@postroom/contract";
import { eventually } from "../support/eventually.ts";
import { isFull } from "../support/full.ts";
import { type Client, clientOf, logIn } from "../support/http.ts";
import { insist } from "../support/insist.ts";
import { assertConsistent, deliveryOf, everyInteraction, untilQuiet } from "../support/inspection.ts";
import { needsPeers } from "../support/peers.ts";
import { randomFrom } from "../support/random.ts";
import { header } from "../support/reckoning.ts";
import { startServer } from "../support/server.ts";
import { type SunkFile, startSmtpSinks } from "../support/smtp-sinks.ts";
import { acmeWith, writeTeam } from "../support/team.ts";

// POSTROOM_FAULTS=full runs at the size that a release must show: 500 sends, 30 kills (some minutes). Without it: a smaller run.
// POSTROOM_FAULTS_SEED=<number> repeats the order of the faults and the moments of the kills, as far as the machine agrees.

const size = isFull ? { sends: 500, kills: 30, senders: 4 } : { sends: 26, kills: 2, senders: 3 };
const seed = Number(process.env["POSTROOM_FAULTS_SEED"] ?? Date.now() % 1_000_000);

/** 5xx, 4xx, hang-up, 421 and delay at each verb. `-q .` takes the mail and hangs up without a word. */
const faults = [
  ...["-f MAIL", "-f RCPT", "-f DATA", "-f ."],
  ...["-r MAIL", "-r RCPT", "-r DATA", "-r ."],
  ...["-q CONNECT", "-q EHLO", "-q MAIL", "-q RCPT", "-q DATA", "-q .", "-q ."],
  ...["-Q CONNECT", "-Q EHLO", "-Q MAIL", "-Q RCPT", "-Q DATA", "-Q ."],
  ...["-W DATA:1", "-W .:1"],
];

const settings = {
  ...{ sendRetry: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1], sendBackOffMin: 1, sendBackOffMax: 1, sendMessagesPerConnection: 1 },
  ...{ requestRate: 1_000, requestBurst: 4_000 },
};

type Sent = { readonly id: string; readonly delivery: DeliveryResource };

test(`${size.sends} sends to smtp-sink that fails at every verb, with ${size.kills} kills: 0 doubled, 0 falsely sent, every unknown justified and shown`, {
  timeout: 900_000,
  ...needsPeers("smtp-sink"),
}, async (t) => {
  const begun = performance.now();
  const random = randomFrom(seed);
  const deck = shuffled([...faults, ...Array.from({ length: 12 }, () => "")], random);
  const sinks = await startSmtpSinks(t, deck);
  const server = await startServer(t, { team: await writeTeam(t, await acmeWith(settings)), relay: sinks.url });
  const { http } = server.ready();
  const [alice, sam] = [clientOf(http, "alice"), clientOf(http, "sam")];
  await logIn(alice);

  const drafts: string[] = [];
  let begunSends = 0;
  const senders = Array.from({ length: size.senders }, async () => {
    while (begunSends < size.sends) drafts.push(await sendOne(alice, ++begunSends));
  });
  const sending = Promise.all(senders);
  for (let kill = 0; kill < size.kills; kill++) {
    await pause(400 + random() * 2_600);
    await server.kill();
    await server.restart();
  }
  await sending;
  if (!isFull) sinks.heal();
  const look = async () => new Map((await everyInteraction(sam)).map((row) => [row.id, row]));
  const rows = await eventually(
    () => look().catch(() => new Map()),
    (found: Awaited<ReturnType<typeof look>>) =>
      drafts.every((id) => !underWay.has(found.get(id)?.delivery?.state ?? "waiting")),
    isFull ? 600_000 : 60_000,
  );
  await untilQuiet(http, 60_000);

  const settled: Sent[] = [];
  for (const id of drafts) settled.push({ id, delivery: await deliveryOf(sam, id) });
  const taken = await sinks.taken();
  const faulty = judged(settled, taken);
  for (const { id, delivery } of settled.filter((one) => one.delivery.state === "unknown")) {
    const row = rows.get(id);
    const shown = [row?.state, row?.workbin, row?.delivery?.state];
    assert.deepEqual(shown, ["InWorkbin", "failed", "unknown"], `${id}: ${JSON.stringify(delivery)}`);
  }
  t.diagnostic(
    JSON.stringify({
      ...{ seed, kills: size.kills, sends: drafts.length, states: counted(settled.map((one) => one.delivery.state)) },
      ...{ taken: taken.length, connections: Object.fromEntries([...sinks.met].toSorted()) },
      ...Object.fromEntries(Object.entries(faulty).map(([name, list]) => [name, list.length])),
      seconds: Math.round((performance.now() - begun) / 1_000),
    }),
  );
  assert.equal(drafts.length, size.sends);
  assert.deepEqual(faulty, { doubled: [], falselySent: [], falselyFailed: [], unjustified: [], strangers: [] });
  await assertConsistent(server);
});

const underWay = new Set(["waiting", "sending", "retrying"]);

/** Writes a mail and sends it, whatever happens to the server meanwhile. Value: its interaction, once its Send is answered. */
async function sendOne(alice: Client, number: number): Promise<string> {
  const asking = (path: string, key: string, body: object) =>
    insist(alice, path, { key: `${key}-${number}`, body, lost: () => undefined });
  const created = await asking("/me/emails", "create", { operationName: "Create" });
  assert.equal(created.status, 200, created.text);
  const id = String(created.body["interactionId"]);
  const email = { to: [`c${number}@customer.test`], subject: `Number ${number}`, bodyAsPlainText: "Tomorrow.\n.\n.." };
  const sent = await asking(`/me/emails/${id}`, "send", { operationName: "Send", email });
  assert.equal(sent.status, 200, sent.text);
  return id;
}

/** What the sinks have against what the server says. Nothing may stand in any list. */
function judged(settled: readonly Sent[], taken: readonly SunkFile[]) {
  const copies = Map.groupBy(taken, ({ raw }) => header(raw, "Message-ID"));
  const known = new Set(settled.map(({ delivery }) => delivery.messageId));
  const of = (state: string, isWrong: (found: readonly SunkFile[], delivery: DeliveryResource) => boolean) =>
    settled
      .filter(({ delivery }) => delivery.state === state && isWrong(copies.get(delivery.messageId) ?? [], delivery))
      .map(({ id, delivery }) => `${id}: ${JSON.stringify(delivery.attempts)}`);
  return {
    doubled: [...copies].filter(([, found]) => found.length > 1).map(([id]) => id),
    falselySent: of("sent", (found, { attempts }) => found.length === 0 || attempts.at(-1)?.code !== 250),
    falselyFailed: of("failed", (found, { attempts }) => found.length > 0 || (attempts.at(-1)?.code ?? 0) < 400),
    // The sink hung up behind the end of the data, or the process was killed there.
    unjustified: of("unknown", (found, { attempts }) => {
      const last = attempts.at(-1);
      const isKilled = /the process ended between the final dot and its reply/.test(last?.text ?? "");
      return last?.outcome !== "unknown" || !(isKilled || found.some(({ sink }) => sink === "-q ."));
    }),
    strangers: [...copies.keys()].filter((id) => !known.has(id)),
  };
}

function shuffled<T>(list: readonly T[], random: () => number): readonly T[] {
  return list
    .map((item) => ({ item, place: random() }))
    .toSorted((one, other) => one.place - other.place)
    .map(({ item }) => item);
}

function counted(words: readonly string[]): Readonly<Record<string, number>> {
  return Object.fromEntries([...Map.groupBy(words, (word) => word)].map(([word, all]) => [word, all.length]));
}
