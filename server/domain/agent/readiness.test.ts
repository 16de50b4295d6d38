import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Channel, isAvailable, loggedOut } from "./agent.ts";
import { becomes, type ReadinessRow } from "./readiness.ts";

const ready: Channel = { ...loggedOut, state: "Ready", since: 10 };
const lunch: Channel = { ...loggedOut, state: "NotReady", reason: "Lunch", workMode: "AuxWork", since: 10 };

test("logging in makes NotReady, and changes nothing for who is logged in already", () => {
  assert.equal(becomes(loggedOut, { operation: "LogIn" }, 50)?.state, "NotReady");
  assert.deepEqual(becomes(ready, { operation: "LogIn" }, 50), ready);
  assert.deepEqual(becomes(lunch, { operation: "LogIn" }, 50), lunch);
});

test("without a contact-center session only logging in and out is possible", () => {
  const rows: readonly ReadinessRow[] = [
    { operation: "Ready" },
    { operation: "NotReady", reason: undefined },
    { operation: "DoNotDisturbOn" },
    { operation: "DoNotDisturbOff" },
  ];
  for (const row of rows) assert.equal(becomes(loggedOut, row, 50), undefined, row.operation);
  assert.equal(becomes(loggedOut, { operation: "LogOut" }, 50)?.state, "LoggedOut");
});

test("Ready ends reason and work mode; NotReady names a new one", () => {
  const back = becomes(lunch, { operation: "Ready" }, 50);
  assert.deepEqual([back?.state, back?.reason, back?.workMode, back?.since], ["Ready", undefined, undefined, 50]);
  const away = becomes(ready, { operation: "NotReady", reason: "Meeting", workMode: "AuxWork" }, 50);
  assert.deepEqual([away?.state, away?.reason, away?.workMode], ["NotReady", "Meeting", "AuxWork"]);
});

test("do not disturb stands beside the state and ends with the session", () => {
  const quiet = becomes(ready, { operation: "DoNotDisturbOn" }, 50);
  assert(quiet !== undefined);
  assert.equal(quiet.state, "Ready");
  assert.equal(isAvailable({ channel: quiet, capacity: 1, held: 0, mayUseEmail: true }), false);
  assert.equal(becomes(quiet, { operation: "LogOut" }, 60)?.doNotDisturb, false);
  assert.equal(becomes(lunch, { operation: "DoNotDisturbOn" }, 50)?.reason, "Lunch");
});

test("expired invitations in a row are forgotten when the agent becomes Ready or logs in", () => {
  const tired = { ...ready, expiredInvitations: 2 };
  assert.equal(becomes(tired, { operation: "Ready" }, 50)?.expiredInvitations, 0);
  assert.equal(becomes(tired, { operation: "NotReady", reason: undefined }, 50)?.expiredInvitations, 2);
});

test("who forced a state stands there until the next one", () => {
  const forced = becomes(ready, { operation: "NotReady", reason: "Lunch" }, 50, "sam");
  assert.equal(forced?.forcedBy, "sam");
  assert.equal(forced && becomes(forced, { operation: "Ready" }, 60)?.forcedBy, undefined);
});

test("`since` moves exactly when what people see changes, and the state is always one of three", () => {
  const rows: fc.Arbitrary<ReadinessRow> = fc.oneof(
    fc
      .constantFrom("LogIn", "LogOut", "Ready", "DoNotDisturbOn", "DoNotDisturbOff")
      .map((operation) => ({ operation })),
    fc.constantFrom(undefined, "Lunch", "Meeting").map((reason) => ({ operation: "NotReady" as const, reason })),
  );
  fc.assert(
    fc.property(fc.array(rows, { maxLength: 20 }), (list) => {
      let channel = loggedOut;
      for (const [index, row] of list.entries()) {
        const next = becomes(channel, row, index + 1);
        if (next === undefined) {
          assert.equal(channel.state, "LoggedOut");
          continue;
        }
        const seen = ({ state, reason, workMode, doNotDisturb }: Channel) => [state, reason, workMode, doNotDisturb];
        const isSame = JSON.stringify(seen(next)) === JSON.stringify(seen(channel));
        assert.equal(next.since, isSame ? channel.since : index + 1);
        if (next.state === "LoggedOut") assert.equal(next.doNotDisturb, false);
        if (next.state !== "NotReady") assert.equal(next.reason, undefined);
        channel = next;
      }
    }),
  );
});
