import assert from "node:assert/strict";
import test from "node:test";
import type { EmailB } from "@postroom/contract";
import fc from "fast-check";
import { apply, type Notification, replace } from "./apply.ts";
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
  Object.values(emails)
    .map(({ id, version }) => [id, version])
    .sort();

test("all notifications one after the other leave what a list read anew would hold", () => {
  fc.assert(
    fc.property(history, (all) => {
      const snapshot = { emails: listed(all), channel: undefined, workbins: [] };
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
      const replaced = replace(before, { emails: listed(all.slice(0, read)), channel: undefined, workbins: [] }, 0);
      assert.deepEqual(ids(applied(replaced, all.slice(told))), ids(applied(emptyCentre("me"), all)));
    }),
  );
});

test("what was held and is not listed any more is said to be taken back", () => {
  const before = apply(emptyCentre("me"), told(email("A", 3, "Processing", "me")), 1);
  const after = replace(before, { emails: [], channel: undefined, workbins: [] }, 7);
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
    { emails: [], channel: undefined, workbins: [{ ...workbin, emails: [] }] },
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
