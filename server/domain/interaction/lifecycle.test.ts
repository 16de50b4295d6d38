// Long because the table of wire.md 4.4 stands here once more, read by hand, with what it must hold.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Actor } from "../agent/actor.ts";
import {
  anInteraction,
  commandOf,
  inQueue,
  people,
  shelfNamed,
  situations,
  start,
  timeouts,
} from "./interaction.fixture.ts";
import type { State } from "./interaction.ts";
import { capabilities, type Operation, step, transitions } from "./lifecycle.ts";

type Who = "holder" | "shelfUser" | "sender" | "supervisor" | "system";
type Expected = { readonly from: string; readonly who: Who; readonly to: string; readonly event?: string };

const owned = "Processing Composing";
const open = "Queued Invited Processing Composing InWorkbin";

/** wire.md 4.4 and 12, read by hand. `to`: `work` is Processing or Composing, `=` no change of state; `event` none: nothing is told. */
const table: Readonly<Record<Operation, Expected>> = {
  Accept: { from: "Invited", who: "holder", to: "work", event: "InteractionMoved" },
  Reject: { from: "Invited", who: "holder", to: "Queued", event: "InteractionMoved" },
  Reply: { from: "Processing", who: "holder", to: "=" },
  ReplyAll: { from: "Processing", who: "holder", to: "=" },
  Forward: { from: "Processing", who: "holder", to: "=" },
  Save: { from: "Composing", who: "holder", to: "=", event: "DraftSaved" },
  Send: { from: "Composing", who: "holder", to: "Sent", event: "InteractionMoved" },
  SendForReview: { from: "Composing", who: "holder", to: "Queued", event: "InteractionMoved" },
  Cancel: { from: "Composing", who: "holder", to: "Canceled", event: "InteractionMoved" },
  Transfer: { from: owned, who: "holder", to: "Invited", event: "InteractionMoved" },
  TransferToQueue: { from: owned, who: "holder", to: "Queued", event: "InteractionMoved" },
  PlaceInQueue: { from: owned, who: "holder", to: "Queued", event: "InteractionMoved" },
  PlaceInWorkbin: { from: owned, who: "holder", to: "InWorkbin", event: "InteractionMoved" },
  Snooze: { from: "Processing", who: "holder", to: "InWorkbin", event: "InteractionMoved" },
  Complete: { from: "Processing", who: "holder", to: "Completed", event: "InteractionMoved" },
  MarkSpam: { from: "Processing", who: "holder", to: "Queued", event: "InteractionMoved" },
  Pull: { from: "InWorkbin", who: "shelfUser", to: "work", event: "InteractionMoved" },
  SnoozeAgain: { from: "InWorkbin", who: "shelfUser", to: "=", event: "PropertiesChanged" },
  Unsnooze: { from: "InWorkbin", who: "shelfUser", to: "work", event: "InteractionMoved" },
  SetUserData: { from: owned, who: "holder", to: "=", event: "PropertiesChanged" },
  DeleteUserData: { from: owned, who: "holder", to: "=", event: "PropertiesChanged" },
  SetDisposition: { from: owned, who: "holder", to: "=", event: "PropertiesChanged" },
  AddComment: { from: owned, who: "holder", to: "=", event: "PropertiesChanged" },
  AssignContact: { from: owned, who: "holder", to: "=", event: "PropertiesChanged" },
  SetQuote: { from: "Composing", who: "holder", to: "=", event: "PropertiesChanged" },
  AddAttachment: { from: "Composing", who: "holder", to: "=", event: "AttachmentAdded" },
  RemoveAttachment: { from: "Composing", who: "holder", to: "=", event: "AttachmentRemoved" },
  SetInFocus: { from: owned, who: "holder", to: "=" },
  ReportTemplateUsage: { from: owned, who: "holder", to: "=" },
  Invite: { from: "Queued", who: "system", to: "Invited", event: "InteractionMoved" },
  Overflow: { from: "Queued", who: "system", to: "Queued", event: "InteractionMoved" },
  Park: { from: "Queued/inbound", who: "system", to: "Queued", event: "InteractionMoved" },
  Route: { from: "Queued/inbound", who: "system", to: "Queued", event: "InteractionMoved" },
  Attach: { from: "Queued/inbound", who: "system", to: "Completed", event: "InteractionMoved" },
  ExpireInvitation: { from: "Invited", who: "system", to: "Queued", event: "InteractionMoved" },
  RevokeAtLogOut: { from: "Invited", who: "system", to: "Queued", event: "InteractionMoved" },
  ExpireProcessing: { from: "Processing", who: "system", to: "Queued", event: "InteractionMoved" },
  ExpireComposing: { from: "Composing", who: "system", to: "InWorkbin", event: "InteractionMoved" },
  ReturnUnsent: { from: "Sent", who: "system", to: "InWorkbin", event: "InteractionMoved" },
  SettleUnknown: { from: "InWorkbin/outbound", who: "system", to: "Sent", event: "InteractionMoved" },
  Resend: { from: "InWorkbin/outbound", who: "sender", to: "Sent", event: "InteractionMoved" },
  MarkSent: { from: "InWorkbin/outbound", who: "sender", to: "Sent", event: "InteractionMoved" },
  Wake: { from: "InWorkbin", who: "system", to: "Invited", event: "InteractionMoved" },
  FallDue: { from: "InWorkbin", who: "system", to: "=", event: "PropertiesChanged" },
  Take: { from: open, who: "supervisor", to: "work", event: "InteractionMoved" },
  Assign: { from: open, who: "supervisor", to: "Invited", event: "InteractionMoved" },
  MoveToQueue: { from: open, who: "supervisor", to: "Queued", event: "InteractionMoved" },
  MoveToWorkbin: { from: open, who: "supervisor", to: "InWorkbin", event: "InteractionMoved" },
  MarkOpenSpam: { from: inbound(open), who: "supervisor", to: "Queued", event: "InteractionMoved" },
  CompleteOpen: { from: inbound(open), who: "supervisor", to: "Completed", event: "InteractionMoved" },
  CancelOpen: { from: outbound(open), who: "supervisor", to: "Canceled", event: "InteractionMoved" },
};

function inbound(states: string): string {
  return states.replace(/\w+/g, "$&/inbound");
}
function outbound(states: string): string {
  return states.replace(/\w+/g, "$&/outbound");
}

/** Who is whom in a situation of `anInteraction`: alice holds, shelves and has sent. */
const persons: Readonly<Record<Who, readonly string[]>> = {
  holder: ["alice"],
  shelfUser: ["alice", "sam", "root"],
  sender: ["alice", "sam", "root"],
  supervisor: ["sam", "root"],
  system: ["system"],
};

const allows = (expected: Expected, { state, direction }: (typeof situations)[number]): boolean =>
  expected.from.split(" ").some((from) => from === state || from === `${state}/${direction}`);

test("the table names every operation", () => {
  assert.deepEqual(Object.keys(table).toSorted(), Object.keys(transitions).toSorted());
});

for (const operation of Object.keys(table) as Operation[]) {
  test(`${operation} happens in its states, for its people, with its result, and nowhere else`, () => {
    for (const situation of situations) {
      for (const actor of Object.values(people)) assertRow(operation, situation, actor);
    }
  });
}

function assertRow(operation: Operation, situation: (typeof situations)[number], actor: Actor): void {
  const expected = table[operation];
  const before = anInteraction(situation);
  const outcome = step(before, commandOf(operation, actor));
  const where = `${situation.state}/${situation.direction} by ${actor.id}`;
  const refusal = refusalExpected(operation, situation, actor);
  if (refusal !== undefined) {
    assert.deepEqual(outcome, { ok: false, refusal }, where);
    return;
  }
  assert(outcome.ok, where);
  const work = situation.direction === "inbound" ? "Processing" : "Composing";
  assert.equal(outcome.interaction.state, { "=": before.state, work }[expected.to] ?? expected.to, where);
  const events = outcome.events.map((event) => event.kind);
  assert.deepEqual(events, expected.event === undefined ? [] : [expected.event], where);
}

function refusalExpected(operation: Operation, situation: (typeof situations)[number], actor: Actor) {
  const expected = table[operation];
  if (!allows(expected, situation)) return { kind: "wrongState", operation, state: situation.state };
  if (persons[expected.who].includes(actor.id)) return undefined;
  if (expected.who === "shelfUser") return { kind: "shelfForbidden", operation };
  if (expected.who === "sender") return { kind: "sentByAnother", operation };
  return { kind: situation.state === "Invited" ? "offeredToAnother" : "heldByAnother", operation };
}

test("the holder follows from the state: the target of an invitation, the actor who works, else nobody", () => {
  const holderAfter = (
    operation: Operation,
    from: State,
    actor: keyof typeof people,
    direction = "inbound" as const,
  ) => {
    const outcome = step(anInteraction({ state: from, direction }), commandOf(operation, people[actor]));
    assert(outcome.ok);
    return outcome.interaction.holder;
  };
  assert.equal(holderAfter("Invite", "Queued", "system"), "bob");
  assert.equal(holderAfter("Transfer", "Processing", "alice"), "bob");
  assert.equal(holderAfter("Accept", "Invited", "alice"), "alice");
  assert.equal(holderAfter("Take", "Processing", "sam"), "sam");
  assert.equal(holderAfter("Pull", "InWorkbin", "sam"), "sam");
  assert.equal(holderAfter("SetInFocus", "Processing", "alice"), "alice");
  assert.equal(holderAfter("Complete", "Processing", "alice"), undefined);
  assert.equal(holderAfter("PlaceInQueue", "Processing", "alice"), undefined);
});

test("what comes back keeps its position, what is placed goes to the end", () => {
  const invited = anInteraction({ state: "Invited", direction: "inbound" });
  for (const [operation, actor] of [
    ["Reject", people.alice],
    ["ExpireInvitation", people.system],
    ["RevokeAtLogOut", people.system],
  ] as const) {
    const back = step({ ...invited, back: inQueue("support", 77) }, commandOf(operation, actor));
    assert(back.ok);
    assert.deepEqual(back.interaction.position, { priority: 0, enqueuedAt: 77 });
    assert.equal(back.interaction.back, undefined);
  }
  const expired = step(
    anInteraction({ state: "Processing", direction: "inbound" }),
    commandOf("ExpireProcessing", people.system),
  );
  assert(expired.ok);
  assert.deepEqual(expired.interaction.position, { priority: 10, enqueuedAt: 0 });
  const placed = step(
    anInteraction({ state: "Processing", direction: "inbound" }),
    commandOf("PlaceInQueue", people.alice),
  );
  assert(placed.ok);
  assert.equal(placed.interaction.queue, "general");
  assert.equal(placed.interaction.previousQueue, "support");
  assert.deepEqual(placed.interaction.position, { priority: 0, enqueuedAt: 1_000 });
});

test("a draft that nobody accepts lies in the workbin that the transfer remembered", () => {
  const shelf = shelfNamed("draft");
  const transferred = step(anInteraction({ state: "Composing", direction: "outbound" }), {
    ...commandOf("Transfer", people.alice),
    to: { kind: "shelf", shelf },
  });
  assert(transferred.ok);
  assert.equal(transferred.interaction.direct, true);
  const declined = step(transferred.interaction, commandOf("Reject", people.bob));
  assert(declined.ok);
  assert.equal(declined.interaction.state, "InWorkbin");
  assert.deepEqual(declined.interaction.shelf, shelf);
});

test("the extra condition of a transfer ends with the next Accept, or when a supervisor takes it", () => {
  const requirement = { skill: { id: "s-french", level: 3 } };
  const queued = step(anInteraction({ state: "Processing", direction: "inbound" }), {
    ...commandOf("TransferToQueue", people.alice),
    requirement,
  });
  assert(queued.ok);
  const invited = step(queued.interaction, commandOf("Invite", people.system));
  assert(invited.ok);
  assert.deepEqual(invited.interaction.requirement, requirement);
  const expired = step(invited.interaction, commandOf("ExpireInvitation", people.system));
  assert(expired.ok);
  assert.deepEqual(expired.interaction.requirement, requirement);
  const accepted = step(invited.interaction, commandOf("Accept", people.bob));
  assert(accepted.ok);
  assert.equal(accepted.interaction.requirement, undefined);
  const taken = step(queued.interaction, commandOf("Take", people.sam));
  assert(taken.ok);
  assert.equal(taken.interaction.requirement, undefined, "whoever owns it may place it for everybody");
});

test("every held state ends by itself, and an owner's row starts the handling clock anew", () => {
  const now = { steady: 5_000, wall: 8_000 };
  const deadline = (operation: Operation, state: State, direction: "inbound" | "outbound") => {
    const actor = operation === "Invite" ? people.system : people.alice;
    const outcome = step(anInteraction({ state, direction }), commandOf(operation, actor, now));
    assert(outcome.ok);
    return outcome.interaction.deadline;
  };
  assert.deepEqual(deadline("Invite", "Queued", "inbound"), { row: "ExpireInvitation", due: 35_000, shown: 38_000 });
  assert.deepEqual(deadline("Accept", "Invited", "inbound"), { row: "ExpireProcessing", due: 605_000, shown: 608_000 });
  assert.deepEqual(deadline("SetInFocus", "Composing", "outbound"), {
    row: "ExpireComposing",
    due: 605_000,
    shown: 608_000,
  });
  assert.equal(deadline("Complete", "Processing", "inbound"), undefined);
});

test("an overflowing queue has a deadline counted from the arrival", () => {
  const rejected = step(
    { ...anInteraction({ state: "Invited", direction: "inbound" }), back: inQueue("support", 400) },
    { ...commandOf("Reject", people.alice), timeouts: { ...timeouts, overflowMs: 2_000 } },
  );
  assert(rejected.ok);
  assert.deepEqual(rejected.interaction.deadline, { row: "Overflow", due: 2_400, shown: start.wall + 1_400 });
});

/** wire.md 4.2, both dialects' six lists, without their order. */
const lists = {
  A: {
    Invited: "Accept Reject",
    Processing:
      "Reply ReplyAll Transfer Complete PlaceInQueue PlaceInWorkbin UpdateProperties Forward AttachUserData UpdateUserData DeleteUserData SetDisposition AddComment AssignContact SetInFocus",
    Composing:
      "Cancel Send PlaceInWorkbin UpdateProperties LinkAttachment Save Transfer PlaceInQueue RemoveAttachment AttachUserData UpdateUserData DeleteUserData SetDisposition AddComment AssignContact SetInFocus",
  },
  B: {
    Invited: "Accept Reject",
    Processing:
      "Reply ReplyAll Transfer AddComment AttachUserData UpdateUserData DeleteUserData SetDisposition SetInFocus Complete Forward PlaceInQueue PlaceInWorkbin AssignContact",
    Composing:
      "Cancel Send AddComment AttachUserData UpdateUserData DeleteUserData SetDisposition SetInFocus Transfer Save AddAttachment RemoveAttachment PlaceInQueue PlaceInWorkbin AssignContact",
  },
} as const;
const ours: Readonly<Record<string, string>> = {
  UpdateProperties: "SetUserData",
  AttachUserData: "SetUserData",
  UpdateUserData: "SetUserData",
  LinkAttachment: "AddAttachment",
};

for (const [dialect, states] of Object.entries(lists)) {
  test(`the table gives exactly dialect ${dialect}'s capability lists`, () => {
    for (const situation of situations) {
      const names = new Map<string, string>(Object.entries(states)).get(situation.state) ?? "";
      const expected = new Set(names.split(" ").flatMap((name) => (name === "" ? [] : [ours[name] ?? name])));
      const interaction = anInteraction(situation);
      assert.deepEqual(new Set(capabilities(interaction, people.alice)), expected, situation.state);
      assert.deepEqual(capabilities(interaction, people.bob), [], "nothing for others");
    }
  });
}

test("a privilege that is withheld takes its capability out of the list", () => {
  const withheld = (...privileges: readonly string[]) => ({ ...people.alice, withheld: privileges });
  const listed = (viewer: typeof people.alice, state: "Processing" | "Composing", operation: Operation) =>
    capabilities(anInteraction({ state, direction: state === "Processing" ? "inbound" : "outbound" }), viewer).includes(
      operation,
    );
  assert.equal(listed(withheld("privilege.email.can-inline-forward"), "Processing", "Forward"), false);
  assert.equal(listed(withheld("privilege.email.can-inline-forward"), "Processing", "Reply"), true);
  assert.equal(listed(withheld("privilege.email.can-add-attachment"), "Composing", "AddAttachment"), false);
  assert.equal(listed(withheld("privilege.workbins.can-use"), "Processing", "PlaceInWorkbin"), false);
  assert.equal(listed(withheld("privilege.contact.can-use-assign-contact"), "Processing", "AssignContact"), false);
});

test("a supervisor who takes or moves it decides anew: the condition of a Transfer ends; Assign leaves it", () => {
  const before = { ...anInteraction({ state: "Queued", direction: "inbound" }), requirement: { group: "G1" } };
  const after = (operation: Operation) => {
    const outcome = step(before, commandOf(operation, people["sam"]));
    assert(outcome.ok);
    return outcome.interaction.requirement;
  };
  for (const operation of ["Take", "MoveToQueue", "MoveToWorkbin"] as const) assert.equal(after(operation), undefined);
  assert.deepEqual(after("Assign"), before.requirement);
});
