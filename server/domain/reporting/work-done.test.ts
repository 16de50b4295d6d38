import assert from "node:assert/strict";
import { test } from "node:test";
import type { InteractionEvent } from "../interaction/events.ts";
import { anInteraction } from "../interaction/interaction.fixture.ts";
import { type Spell, workDone } from "./work-done.ts";

/** From holder to holder; undefined: it waits. */
function moved(at: number, operation: InteractionEvent["operation"], before?: string, after?: string) {
  const stateOf = (holder: string | undefined) => (holder === undefined ? "Queued" : "Processing");
  const interaction = anInteraction({ direction: "inbound", state: stateOf(after), holder: after });
  const was = {
    state: stateOf(before),
    holder: before,
    queue: "support",
    shelf: undefined,
    delivery: undefined,
  } as const;
  return { at, event: { kind: "InteractionMoved", operation, interaction, before: was, note: undefined } as const };
}

const day = [
  moved(1, "Accept", undefined, "alice"),
  moved(2, "SetUserData", "alice", "alice"),
  moved(3, "Take", "alice", "sam"),
  moved(5, "PlaceInQueue", "sam", undefined),
  moved(8, "Accept", undefined, "bob"),
  moved(9, "Complete", "bob", undefined),
  moved(11, "Accept", undefined, "alice"),
];

const told: readonly (readonly (string | number | undefined)[])[] = [
  ["alice", 1, 3, "Take"],
  ["sam", 3, 5, "PlaceInQueue"],
  ["bob", 8, 9, "Complete"],
  ["alice", 11, undefined, undefined],
];

/** As the store keeps it: what goes on is ended by what comes later. */
function kept(parts: readonly (typeof day)[]): readonly Spell[] {
  const spells: Spell[] = [];
  for (const part of parts) {
    const { ends, spells: begun } = workDone(part);
    for (const { interaction, ...end } of ends) {
      const open = spells.findIndex((one) => one.interaction === interaction && one.endedAt === undefined);
      const spell = spells[open];
      if (spell !== undefined) spells[open] = { ...spell, ...end };
    }
    spells.push(...begun);
  }
  return spells;
}

test("who had an e-mail in hands from when to when is the same however its events are numbered", () => {
  for (let cut = 0; cut <= day.length; cut += 1) {
    const spells = kept([day.slice(0, cut), day.slice(cut)]);
    assert.deepEqual(
      spells.map(({ user, beganAt, endedAt, endedBy }) => [user, beganAt, endedAt, endedBy]),
      told,
      `cut behind ${cut}`,
    );
  }
  assert.equal(kept(day.map((one) => [one])).length, told.length);
});

test("only a reply of a person answers", () => {
  const sent = (draftType: "Reply" | "Forward", sender: string | undefined) => {
    const interaction = anInteraction({ direction: "outbound", state: "Sent", draftType, sender, parent: "I0" });
    return [{ at: 4, event: { ...moved(4, "Send").event, interaction, operation: "Send" } as const }];
  };
  assert.deepEqual(workDone(sent("Reply", "alice")).answers, [{ interaction: "I0", user: "alice", at: 4 }]);
  assert.deepEqual(workDone(sent("Forward", "alice")).answers, []);
  assert.deepEqual(workDone(sent("Reply", undefined)).answers, []);
});
