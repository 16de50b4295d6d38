import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { emailStateChangeMessage, interactionStateMessage } from "@postroom/contract";
import type { InteractionEvent, RecordedEvent } from "../domain/interaction/events.ts";
import type { Interaction } from "../domain/interaction/interaction.ts";
import { alice, draft, eventOf, facts, label, order, owned, recorded } from "./examples.fixture.ts";
import { factsNeeded, notifications } from "./notifications.ts";

const telling = { facts, publicUrl: "http://127.0.0.1:8080", bodyBytesMax: 262_144 };
const saved: Interaction = { ...draft, content: "c-saved", version: 2 };
const gone: Pick<Interaction, "holder" | "deadline"> = { holder: undefined, deadline: undefined };
const moved = (operation: InteractionEvent["operation"]) => ({ kind: "InteractionMoved", operation }) as const;

const invited: Interaction = {
  ...order,
  userData: {
    Mailbox: "support@acme.test",
    FromAddress: "ann@customer.test",
    Subject: "Order 4711",
    ContactId: "0000Wa9CAM6W018X",
  },
};
const sent: Interaction = {
  ...saved,
  ...gone,
  state: "Sent",
  queue: "q-outbound",
  version: 5,
  delivery: "waiting",
  sender: alice.id,
};
const failed: Interaction = {
  ...sent,
  state: "InWorkbin",
  version: 7,
  delivery: "failed",
  shelf: { workbin: "w", name: "failed", owner: alice.id, ownedBy: "agent" },
};
const disposed: Interaction = {
  ...owned,
  version: 5,
  deadline: undefined,
  userData: { ...owned.userData, DispositionCode: "Shipping" },
};

/** folder of the golden files → the event that becomes them. */
const golden: Readonly<Record<string, RecordedEvent>> = {
  invite: recorded(eventOf(moved("Invite"), { ...order, ...gone, state: "Queued" }, invited)),
  accept: recorded(eventOf(moved("Accept"), order, owned), 18),
  reject: recorded(eventOf(moved("Reject"), order, { ...order, ...gone, state: "Queued", version: 3 }), 26),
  reply: recorded(eventOf({ kind: "DraftCreated", operation: "Reply" }, undefined, draft), 19),
  save: recorded(eventOf({ kind: "DraftSaved", operation: "Save" }, draft, saved), 20),
  "add-attachment": recorded(
    eventOf({ kind: "AttachmentAdded", operation: "AddAttachment" }, saved, {
      ...saved,
      version: 3,
      attachments: [label],
    }),
    21,
  ),
  "remove-attachment": recorded(
    eventOf({ kind: "AttachmentRemoved", operation: "RemoveAttachment" }, saved, { ...saved, version: 4 }),
    22,
  ),
  "set-disposition": recorded(eventOf({ kind: "PropertiesChanged", operation: "SetDisposition" }, owned, disposed), 23),
  send: recorded(eventOf(moved("Send"), saved, sent), 24),
  cancel: recorded(eventOf(moved("Cancel"), saved, { ...saved, ...gone, state: "Canceled", version: 5 }), 25),
  transfer: recorded(
    eventOf(moved("Transfer"), owned, { ...order, holder: undefined, state: "Invited", version: 4 }),
    27,
  ),
  complete: recorded(eventOf(moved("Complete"), owned, { ...owned, ...gone, state: "Completed", version: 6 }), 28),
  "place-in-queue": recorded(
    eventOf(moved("PlaceInQueue"), owned, { ...owned, ...gone, state: "Queued", queue: "q-general", version: 4 }),
    29,
  ),
  "delivery-failed": recorded(
    eventOf(
      { ...moved("ReturnUnsent"), error: "delivery failed: 550 5.1.1 <ann@customer.test>: no such user" },
      sent,
      failed,
    ),
  ),
};

const topics = { a: ["/v2/me/interactions", "/me/interactions"], b: ["/v2/me/emails"] } as const;

for (const [name, event] of Object.entries(golden)) {
  for (const dialect of ["a", "b"] as const) {
    test(`${name} is told in dialect ${dialect.toUpperCase()} exactly as wire.md prints it`, () => {
      const file = new URL(`../../fixtures/wire/${dialect}/${name}/notification.json`, import.meta.url);
      const expected: { readonly data: unknown } = JSON.parse(readFileSync(file, "utf8"));
      for (const topic of topics[dialect]) {
        const [push, ...more] = notifications([event], telling).filter((one) => one.topic === topic);
        assert.deepEqual(more, []);
        assert.equal(push?.user, alice.id);
        assert.equal(withoutIds(push?.data), JSON.stringify(expected.data));
      }
    });
  }
}

/** The examples leave out `assignedToId`, which wire.md 3.4 lists. */
const withoutIds = (data: unknown): string =>
  JSON.stringify(data, (key, value: unknown) => (key === "assignedToId" ? undefined : value));

test("a change of readiness is told to the agent as wire.md prints it", () => {
  const event = recorded({ kind: "ReadinessChanged", user: alice.id, operation: "NotReady", note: "Lunch" }, 30);
  const [push, ...more] = notifications([event], telling);
  assert.deepEqual(more, []);
  const file = new URL("../../fixtures/wire/b/not-ready/notification.json", import.meta.url);
  assert.equal(JSON.stringify({ channel: push?.topic, data: push?.data }), readFileSync(file, "utf8").trim());
});

test("only the copies of the user who asked carry the number of the request", () => {
  const bob = "b0b";
  const toBob = eventOf(moved("Transfer"), owned, { ...order, holder: bob, version: 4 });
  const pushes = notifications([recorded(toBob, 27)], telling);
  assert.equal(pushes.length, 6);
  for (const { user, data } of pushes) assert.equal("referenceId" in data, user === alice.id);
  const states = pushes.filter(({ topic }) => topic === "/v2/me/interactions").map(({ data }) => data["state"]);
  assert.deepEqual(states, ["Invited", "Transferred"]);
});

test("what nobody holds and nobody lost is told to nobody", () => {
  const waiting: Interaction = { ...order, ...gone, state: "Queued" };
  const events = [
    recorded(eventOf({ kind: "MessageReceived", operation: "Receive" }, undefined, waiting)),
    recorded(eventOf(moved("Overflow"), waiting, { ...waiting, queue: "q-general" })),
    recorded(eventOf({ kind: "DeliveryChanged", operation: "Accepted" }, sent, { ...sent, delivery: "sent" })),
    recorded({ kind: "ConfigurationChanged", thing: "queue", name: "support", operation: "Provision" }),
  ];
  assert.deepEqual(notifications(events, telling), []);
  assert.deepEqual(factsNeeded(events), {
    ...{ contents: [], viewers: [], users: [], agents: [], shelves: [], entries: [], texts: [], interactions: [] },
    ...{ deliveries: [sent.id], contacts: [], drafts: [] },
  });
  assert.deepEqual(factsNeeded(events, () => false).deliveries, []);
});

test("recipients refused in part are told to the sender, and the e-mail stays sent", () => {
  const error = "delivery failed for bob@customer.test";
  const event = eventOf({ kind: "DeliveryChanged", operation: "RefusedInPart", error }, sent, {
    ...sent,
    delivery: "sent",
  });
  const [push] = notifications([recorded(event)], telling);
  assert.equal(push?.data["notificationType"], "Error");
  assert.equal(push?.data["errorMessage"], error);
  assert.equal(push?.data["state"], "Sent");
});

test("each content, viewer and name is asked for once however many events show it", () => {
  const needed = factsNeeded(Object.values(golden));
  assert.deepEqual(needed.contents.toSorted(), ["c-draft", "c-order", "c-saved"]);
  assert.deepEqual(needed.viewers, [alice.id]);
  assert.deepEqual(needed.users, [alice.id]);
});

test("every message fits the contract", () => {
  for (const { topic, data } of notifications(Object.values(golden), telling)) {
    if (topic === "/v2/me/emails") emailStateChangeMessage.parse(data);
    else interactionStateMessage.parse(data);
  }
});
