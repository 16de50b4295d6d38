import assert from "node:assert/strict";
import test from "node:test";
import type { EmailB } from "@postroom/contract";
import fc from "fast-check";
import { byId, idsChanged, nothingById, valueAt, valuesOf, withoutValue, withValue } from "./by-id.ts";
import { emptyCentre } from "./centre.ts";
import { draftOf, draftRows, inboxRows, invitations, isBeingWritten, loadOf } from "./rows.ts";

const email = (id: string, change: Partial<EmailB>): EmailB => ({
  ...{ id, version: 1, state: "Processing", assignedToId: "me", uri: "", path: "" },
  ...{ subject: id, body: "", bodyAsPlainText: "", mime: "text/html", capabilities: [] },
  ...{ emailType: "Inbound", interactionSubType: "InboundNew" },
  ...change,
});

const ids = ["A", "B", "C", "D", "E", "F"];
const id = fc.constantFrom(...ids);
const change = fc.oneof(
  fc.record({
    what: fc.constant("put" as const),
    id,
    state: fc.constantFrom<EmailB["state"][]>("Invited", "Processing", "Composing"),
    parentId: fc.option(id, { nil: undefined }),
    hour: fc.integer({ min: 10, max: 14 }),
    isHeld: fc.boolean(),
  }),
  fc.record({ what: fc.constant("take" as const), id }),
  fc.record({ what: fc.constant("hide" as const), id }),
  fc.record({ what: fc.constant("show" as const), id }),
);

type Change = typeof change extends fc.Arbitrary<infer One> ? One : never;

const listsOf = (held: Parameters<typeof inboxRows>[0]) => ({
  inbox: inboxRows(held).map((one) => one.id),
  invitations: invitations(held).map((one) => one.id),
  drafts: draftRows(held).map((one) => one.id),
  draftOf: ids.map((one) => draftOf(held, one)?.id),
});

type Held = Parameters<typeof inboxRows>[0];

const after = ({ centre, hidden }: Held, one: Change): Held => {
  const { [one.id]: _, ...others } = hidden;
  if (one.what === "hide") return { centre, hidden: { ...others, [one.id]: true } };
  if (one.what === "show") return { centre, hidden: others };
  if (one.what === "take") return { centre: { ...centre, emails: withoutValue(centre.emails, one.id) }, hidden };
  const { state, parentId, hour, isHeld } = one;
  const put = email(one.id, {
    state,
    receivedDate: `2026-11-23 ${hour}:00:00.000+0000`,
    invitationExpiresAt: `2026-11-23T${hour}:30:00.000Z`,
    ...(parentId === undefined ? {} : { parentId }),
    ...(isHeld ? { hold: { id: "h", until: "" } } : {}),
  });
  return { centre: { ...centre, emails: withValue(centre.emails, one.id, put) }, hidden };
};

/** Two hundred strangers that come and go have everything sorted as a whole. */
const many = byId(Array.from({ length: 200 }, (_, index) => email(`X${index}`, {})));

test("lists that are patched change by change are those that are sorted as a whole", () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 40 }), (changes) => {
      let held: Held = { centre: emptyCentre("me"), hidden: {} };
      for (const one of changes) {
        held = after(held, one);
        const patched = listsOf(held);
        inboxRows({ centre: { ...held.centre, emails: many }, hidden: {} });
        assert.deepEqual(patched, listsOf(held));
      }
    }),
    { numRuns: 60 },
  );
});

test("what is kept by id changes without touching what was there before", () => {
  const one = byId(ids.map((name) => email(name, {})));
  const other = withValue(withoutValue(one, "B"), "C", email("C", { version: 2 }));
  assert.deepEqual([one.size, other.size, valuesOf(one).length, valuesOf(other).length], [6, 5, 6, 5]);
  assert.deepEqual([valueAt(one, "B")?.id, valueAt(other, "B"), valueAt(other, "C")?.version], ["B", undefined, 2]);
  assert.deepEqual(idsChanged(one, other).toSorted(), ["B", "C"]);
  assert.deepEqual(idsChanged(nothingById, one).toSorted(), ids);
});

test("the load is all that is held now, and not what is on its way out", () => {
  const leaving = { id: "H", until: "2026-11-23T10:18:10.000Z" };
  const all = [
    email("A", { state: "Invited" }),
    email("B", {}),
    email("C", { state: "Composing", parentId: "B" }),
    email("D", { state: "Composing", hold: leaving }),
  ];
  const centre = { ...emptyCentre("me"), emails: byId(all) };
  assert.equal(loadOf({ centre }), 3);
  assert.equal(loadOf({ centre: { ...centre, emails: withoutValue(centre.emails, "B") } }), 2);
});

test("a draft is written until it is sent, discarded or gone", () => {
  const draft = email("D", { state: "Composing" });
  const centre = (one: EmailB) => ({ ...emptyCentre("me"), emails: byId([one]) });
  const open = { centre: centre(draft), hidden: {}, pending: {} };
  assert.equal(isBeingWritten(open, "D"), true);
  assert.equal(isBeingWritten({ ...open, pending: { D: { verb: "Save", version: 1 } } }, "D"), true);
  assert.equal(isBeingWritten({ ...open, pending: { D: { verb: "Cancel", version: 1 } } }, "D"), false);
  assert.equal(isBeingWritten({ ...open, hidden: { D: true } }, "D"), false);
  assert.equal(isBeingWritten({ ...open, centre: centre({ ...draft, hold: { id: "h", until: "" } }) }, "D"), false);
  assert.equal(isBeingWritten({ ...open, centre: emptyCentre("me") }, "D"), false);
});
