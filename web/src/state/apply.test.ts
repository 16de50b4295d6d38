import assert from "node:assert/strict";
import test from "node:test";
import type { EmailB } from "@postroom/contract";
import fc from "fast-check";
import { apply, type Notification, replace } from "./apply.ts";
import { valuesOf } from "./by-id.ts";
import { type Centre, emptyCentre } from "./centre.ts";

const states = [
  "Queued",
  "Invited",
  "Processing",
  "Composing",
  "InWorkbin",
  "Sent",
  "Completed",
  "Canceled",
  "Revoked",
] as const;

const email = (id: string, version: number, state: EmailB["state"], assignedToId: string): EmailB => ({
  id,
  version,
  state,
  assignedToId,
  uri: `http://127.0.0.1/api/v2/me/emails/${id}`,
  path: `/me/emails/${id}`,
  subject: `${id} at ${version}`,
  body: "",
  bodyAsPlainText: "",
  mime: "text/html",
  capabilities: [],
  emailType: "Inbound",
  interactionSubType: "InboundNew",
});

const nothing = { workbins: [], holds: [], snoozes: [], notices: [], jobs: [], presence: [] } as const;

const told = (one: EmailB): Notification => ({
  messageType: "EmailStateChangeMessage",
  notificationType: "StatusChange",
  email: one,
});

/** Histories of up to three e-mails; the last of each is how it is now. */
const history = fc
  .array(fc.record({ id: fc.constantFrom("A", "B", "C"), state: fc.constantFrom(...states), mine: fc.boolean() }), {
    maxLength: 30,
  })
  .map((steps) => steps.map(({ id, state, mine }, version) => email(id, version + 1, state, mine ? "me" : "other")));

const isHeld = ({ state, assignedToId }: EmailB): boolean =>
  ["Invited", "Processing", "Composing"].includes(state) && assignedToId === "me";

/** What the server lists after all of it. */
const listed = (all: readonly EmailB[]): readonly EmailB[] =>
  [...new Map(all.map((one) => [one.id, one])).values()].filter(isHeld);

const applied = (centre: Centre, all: readonly EmailB[]): Centre =>
  all.reduce((before, one) => apply(before, told(one), 0), centre);
const ids = ({ emails }: Centre): unknown =>
  valuesOf(emails)
    .map(({ id, version }) => [id, version])
    .sort();

test("all notifications one after the other leave what a list read anew would hold", () => {
  fc.assert(
    fc.property(history, (all) => {
      const snapshot = { emails: listed(all), channel: undefined, ...nothing };
      assert.deepEqual(ids(applied(emptyCentre("me"), all)), ids(replace(emptyCentre("me"), snapshot, 0)));
    }),
  );
});

test("repeats and late ones change nothing", () => {
  fc.assert(
    fc.property(history, fc.array(fc.nat(), { maxLength: 20 }), (all, picks) => {
      const once = applied(emptyCentre("me"), all);
      const again = picks.flatMap((pick) => all[pick % Math.max(1, all.length)] ?? []);
      assert.equal(applied(once, again), once);
    }),
  );
});

test("messages that were told while everything was read anew do no harm after it", () => {
  fc.assert(
    fc.property(history, fc.nat(), fc.nat(), (all, one, other) => {
      const [told, read] = [one % (all.length + 1), other % (all.length + 1)].sort((a, b) => a - b);
      const before = applied(emptyCentre("me"), all.slice(0, told));
      const replaced = replace(before, { emails: listed(all.slice(0, read)), channel: undefined, ...nothing }, 0);
      assert.deepEqual(ids(applied(replaced, all.slice(told))), ids(applied(emptyCentre("me"), all)));
    }),
  );
});

test("what was held and is not listed any more is said to be taken back", () => {
  const before = apply(emptyCentre("me"), told(email("A", 3, "Processing", "me")), 1);
  const after = replace(before, { emails: [], channel: undefined, ...nothing }, 7);
  assert.deepEqual(
    after.left.map(({ id, state, at }) => ({ id, state, at })),
    [{ id: "A", state: "TakenBack", at: 7 }],
  );
});

test("an item comes onto a shelf and leaves it, and an older message does not bring it back to what it was", () => {
  const workbin = {
    id: "w",
    workbinName: "in-progress",
    name: "in-progress",
    displayName: "in-progress",
    type: "Agent",
    uri: "",
    path: "",
    count: 0,
    emails: [],
  } as const;
  const begin = replace(
    emptyCentre("me"),
    { emails: [], channel: undefined, ...nothing, workbins: [{ ...workbin, emails: [] }] },
    0,
  );
  const item = (action: "ItemAdded" | "ItemRemoved", version: number): Notification => ({
    messageType: "WorkbinStateChangeMessage",
    action,
    id: "w",
    workbinName: "in-progress",
    emailStateResourceV2: email("A", version, "InWorkbin", ""),
  });
  const added = apply(begin, item("ItemAdded", 5), 0);
  assert.equal(added.shelves["w"]?.items["A"]?.version, 5);
  assert.equal(apply(added, item("ItemRemoved", 4), 0), added);
  assert.deepEqual(apply(added, item("ItemRemoved", 6), 0).shelves["w"]?.items, {});
});

test("a hold that ended does not begin again with a late message, and presence is as the newest message says", () => {
  const hold = (version: number, state: "held" | "undone"): Notification => ({
    messageType: "Hold",
    hold: { id: "h", until: "2026-11-23T10:18:10.000Z", state, emailIds: ["A"], version },
  });
  const ended = apply(apply(emptyCentre("me"), hold(1, "held"), 0), hold(2, "undone"), 0);
  assert.equal(apply(ended, hold(1, "held"), 0), ended);
  const there = (version: number, ...names: readonly string[]): Notification => ({
    messageType: "Presence",
    interactionId: "A",
    version,
    people: names.map((name) => ({ userId: name, name, level: "viewing", since: "2026-11-23T10:18:10.000Z" })),
  });
  const seen = apply(apply(emptyCentre("me"), there(8, "sam"), 0), there(7, "sam", "bob"), 0);
  assert.deepEqual(
    seen.presence["A"]?.people.map(({ name }) => name),
    ["sam"],
  );
});

test("a snooze that is over does not begin again with a late message", () => {
  const told = (version: number, state: "asleep" | "due" | "over"): Notification => ({
    messageType: "Snooze",
    snooze: { interactionId: "A", state, version, ...(state === "over" ? {} : { until: "2026-11-24T08:00:00.000Z" }) },
  });
  const over = apply(apply(apply(emptyCentre("me"), told(3, "asleep"), 0), told(4, "due"), 0), told(5, "over"), 0);
  assert.equal(over.snoozes["A"]?.state, "over");
  assert.equal(apply(over, told(4, "due"), 0), over);
});

test("a notice stays until it is put away, and a late repeat does not bring it back", () => {
  const notice = (id: string) =>
    ({ id, at: "2026-11-23T10:00:00.000Z", by: "sam", operationName: "Message", text: id, version: 1 }) as const;
  const tell = (centre: Centre, told: { notice?: ReturnType<typeof notice>; removedId?: string }) =>
    apply(centre, { messageType: "Notice", ...told }, 0);
  const two = [notice("a"), notice("b"), notice("a")].reduce(
    (centre, one) => tell(centre, { notice: one }),
    emptyCentre("me"),
  );
  assert.deepEqual(
    two.notices.map(({ id }) => id),
    ["a", "b"],
  );
  const one = tell(tell(two, { removedId: "a" }), { notice: notice("a") });
  assert.deepEqual(
    one.notices.map(({ id }) => id),
    ["b"],
  );
  const snapshot = { ...nothing, emails: [], channel: undefined, notices: [notice("c")] };
  assert.deepEqual(replace(one, snapshot, 0).notices, [notice("c")]);
});
