import assert from "node:assert/strict";
import { test } from "node:test";
import { parkedReasons } from "../../domain/mail/placing.ts";
import { doneBy, load, ready, route } from "../../testing/agent-day.ts";
import { type Centre, testCentre } from "../../testing/centre.ts";
import { moveToQueue } from "../supervisor/move-to-queue.ts";
import { mail, parkedMails, parking, readIn } from "./parked-mails.fixture.ts";

const inParked = async (centre: Centre, id: string) => {
  const queue = await centre.performing.store.read((reading) => reading.centre.queueNamed("parked"));
  return (await load(centre, id)).queue === queue?.id;
};

for (const reason of parkedReasons) {
  const make = parkedMails[reason];
  if (make === undefined) continue;
  test(`${reason}: the mail is parked under this name, keeps its bytes and its date, and one move releases it`, async (t) => {
    const centre = await testCentre(t, parking);
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
  const centre = await testCentre(t, parking);
  const id = await readIn(centre, mail());
  const { state, userData } = await load(centre, id);
  assert.deepEqual([state, userData["MailClass"], userData["ParkedBecause"]], ["Queued", undefined, undefined]);
  assert.equal(await inParked(centre, id), false);
});

test("robot_order_mail_with_auto_submitted_is_delivered, and precedence_bulk_is_delivered", async (t) => {
  const centre = await testCentre(t, parking);
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
