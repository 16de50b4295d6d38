import assert from "node:assert/strict";
import { test } from "node:test";
import { macOf } from "../../adapters/ids/mac.ts";
import { type ParkedReason, parkedReasons } from "../../domain/mail/placing.ts";
import { loopMark } from "../../domain/mail/token.ts";
import {
  doneBy,
  drafted,
  load,
  owned,
  readAndRoute,
  ready,
  receive,
  route,
  type TestMail,
} from "../../testing/agent-day.ts";
import { acme, type Centre, testCentre } from "../../testing/centre.ts";
import { bounce, receiveRaw } from "../../testing/received-reports.ts";
import { send } from "../email/send.ts";
import { moveToQueue } from "../supervisor/move-to-queue.ts";

const file = {
  ...acme,
  settings: { blockedSenders: ["pest@customer.test", "@evil.test"] },
  mailboxes: acme.mailboxes.map((mailbox) => ({ ...mailbox, spam: "park" })),
};

const mail = (...more: readonly string[]): TestMail => ({
  headers: [
    ...["From: Ann Lee <ann@customer.test>", "To: support@acme.test", "Subject: Order 4711"],
    ...["Message-ID: <a@customer.test>", ...more],
  ],
});

const readIn = async (centre: Centre, given: TestMail): Promise<string> => {
  const id = await receive(centre, given);
  await readAndRoute(centre);
  return id;
};

/** reason → a mail that has it; all but `too-big`, which only IMAP leaves behind. */
const parked: Readonly<Partial<Record<ParkedReason, (centre: Centre) => Promise<string>>>> = {
  "loop-mark": async (centre) => {
    const secret = await centre.performing.store.read((reading) => reading.centre.secret());
    return readIn(centre, mail(`X-Postroom-Loop: ${loopMark(macOf(secret))}`));
  },
  "loop-own-message-id": async (centre) => {
    const original = await owned(centre, "alice");
    const draft = await drafted(centre, "alice", original);
    await doneBy(centre, "alice", send, { target: draft, input: { rememberAgent: false } });
    const sent = await centre.performing.store.read((reading) => reading.deliveries.of(draft));
    const headers = ["From: support@acme.test", "To: x@list.test", `Message-ID: ${sent?.delivery.messageId}`];
    return readIn(centre, { headers });
  },
  "loop-hops": (centre) => readIn(centre, mail(...Array.from({ length: 51 }, (_, at) => `Received: by mx${at}.test`))),
  "blocked-sender": (centre) => readIn(centre, { headers: ["From: x@sub.evil.test", "To: support@acme.test"] }),
  spam: (centre) => readIn(centre, mail("X-Spam-Flag: YES")),
  "arf-unmatched": (centre) => receiveRaw(centre, bounce("arf-abuse")),
  "dsn-failed-unmatched": (centre) => receiveRaw(centre, bounce("exim-report")),
  "dsn-delayed-unmatched": (centre) => receiveRaw(centre, bounce("microsoft365-delayed")),
  "dsn-delivered-unmatched": (centre) => receiveRaw(centre, bounce("postfix-success")),
  "mdn-unmatched": (centre) => receiveRaw(centre, bounce("mdn-displayed")),
  "autoreply-ooo-without-thread": (centre) => readIn(centre, mail("Auto-Submitted: auto-replied")),
  "autoreply-ack-without-thread": (centre) =>
    readIn(centre, {
      headers: [
        "From: shop@customer.test",
        "To: support@acme.test",
        "Auto-Submitted: auto-replied",
        "Subject: We have received your request",
      ],
    }),
};

const inParked = async (centre: Centre, id: string) => {
  const queue = await centre.performing.store.read((reading) => reading.centre.queueNamed("parked"));
  return (await load(centre, id)).queue === queue?.id;
};

for (const reason of parkedReasons) {
  const make = parked[reason];
  if (make === undefined) continue;
  test(`${reason}: the mail is parked under this name, keeps its bytes and its date, and one move releases it`, async (t) => {
    const centre = await testCentre(t, file);
    const id = await make(centre);
    const { store } = centre.performing;
    const reading = await store.read((one) => one.readings.of(id));
    assert.equal(reading?.parkedBecause, reason);
    const before = await load(centre, id);
    assert.deepEqual([before.state, before.userData["ParkedBecause"]], ["Queued", reason]);
    assert(await inParked(centre, id));
    assert.deepEqual(await store.read((one) => one.readings.parkedCounts()), { [reason]: 1 });
    const stored = async () => (await store.read((one) => one.messages.byInteraction(id)))?.raw;
    const raw = await stored();
    assert.notEqual(raw, undefined);
    const queue = { name: { value: "support", path: "$.queueName" } };
    await doneBy(centre, "sam", moveToQueue, { target: id, input: { queue, position: "keep" } });
    const released = await load(centre, id);
    assert.equal(await inParked(centre, id), false);
    assert.deepEqual([released.state, released.receivedAt], ["Queued", before.receivedAt]);
    assert.deepEqual(await store.read((one) => one.readings.parkedCounts()), {});
    assert.deepEqual(await stored(), raw);
    await ready(centre, "bob");
    await route(centre);
    assert.equal((await load(centre, id)).holder, (await centre.as("bob")).id);
  });
}

test("a human's mail is routed, and nothing is said of it", async (t) => {
  const centre = await testCentre(t, file);
  const id = await readIn(centre, mail());
  const { state, userData } = await load(centre, id);
  assert.deepEqual([state, userData["MailClass"], userData["ParkedBecause"]], ["Queued", undefined, undefined]);
  assert.equal(await inParked(centre, id), false);
});

test("robot_order_mail_with_auto_submitted_is_delivered, and precedence_bulk_is_delivered", async (t) => {
  const centre = await testCentre(t, file);
  for (const header of ["Auto-Submitted: auto-generated", "Precedence: bulk", "List-Id: <news.shop.test>"]) {
    const id = await readIn(centre, mail(header, `X-Number: ${header}`));
    assert.equal(await inParked(centre, id), false, header);
    assert.equal((await load(centre, id)).state, "Queued", header);
  }
});

test("spam is routed with a mark where the mailbox does not say park", async (t) => {
  const centre = await testCentre(t);
  const id = await readIn(centre, mail("X-Spam-Flag: YES"));
  assert.equal((await load(centre, id)).userData["MailClass"], "spam");
  assert.equal(await inParked(centre, id), false);
});

test("an out-of-office answer is attached to its thread, Completed, and wakes nobody; its robot is no participant", async (t) => {
  const centre = await testCentre(t);
  const first = await readIn(centre, mail());
  const headers = [
    ...["From: ann@customer.test", "To: support@acme.test", "Subject: Out of office", "Message-ID: <o@customer.test>"],
    ...["In-Reply-To: <a@customer.test>", "Auto-Submitted: auto-replied"],
  ];
  const { state, thread, parent, subtype, holder } = await load(centre, await readIn(centre, { headers }));
  const expected = ["Completed", (await load(centre, first)).thread, first, "InboundReport", undefined];
  assert.deepEqual([state, thread, parent, subtype, holder], expected);
});
