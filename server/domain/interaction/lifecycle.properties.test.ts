import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { permits } from "../agent/permissions.ts";
import { anInteraction, commandOf, people, situations } from "./interaction.fixture.ts";
import type { Interaction } from "./interaction.ts";
import { capabilities, type Operation, step, transitions } from "./lifecycle.ts";

const operations = Object.keys(transitions) as Operation[];
const privileges = [
  "privilege.email.can-use",
  "privilege.email.can-inline-forward",
  "privilege.email.can-add-attachment",
  "privilege.workbins.can-use",
  "privilege.contact.can-use-assign-contact",
];

const users = fc
  .record({
    who: fc.constantFrom(people.alice, people.bob, people.sam, people.root),
    withheld: fc.subarray(privileges),
  })
  .map(({ who, withheld }) => ({ ...who, withheld }));
const actors = fc.oneof({ weight: 4, arbitrary: users }, { weight: 1, arbitrary: fc.constant(people.system) });
const interactions: fc.Arbitrary<Interaction> = fc
  .record({
    situation: fc.constantFrom(...situations),
    version: fc.integer({ min: 1, max: 1_000 }),
    holder: fc.constantFrom("alice", "bob", "sam"),
    sender: fc.option(fc.constantFrom("alice", "bob"), { nil: undefined }),
    requirement: fc.option(fc.constant({ group: "G1" }), { nil: undefined }),
  })
  .map(({ situation, holder, ...rest }) => {
    const made = anInteraction({ ...situation, ...rest });
    return made.holder === undefined ? made : { ...made, holder };
  });
const steps = fc.record({ interaction: interactions, operation: fc.constantFrom(...operations), actor: actors });

const isHeld = ({ state }: Interaction): boolean =>
  state === "Invited" || state === "Processing" || state === "Composing";

test("capabilities never lie: listed exactly when the step succeeds, is allowed and is shown", () => {
  fc.assert(
    fc.property(fc.record({ interaction: interactions, viewer: users }), ({ interaction, viewer }) => {
      const listed = capabilities(interaction, viewer);
      for (const operation of operations) {
        const row: { readonly by: string; readonly advertised?: false } = transitions[operation];
        const isShown = row.advertised !== false && (row.by === "invitee" || row.by === "owner");
        const succeeds = step(interaction, commandOf(operation, viewer)).ok && permits(viewer, operation);
        assert.equal(listed.includes(operation), isShown && succeeds, operation);
      }
    }),
  );
});

const isAsleep = ({ snooze }: Interaction): boolean => snooze !== undefined && !snooze.isDue;

test("held exactly when there is one holder; shelved exactly when it is in a workbin; held or put off means a deadline", () => {
  fc.assert(
    fc.property(steps, ({ interaction, operation, actor }) => {
      const outcome = step(interaction, commandOf(operation, actor));
      const after = outcome.ok ? outcome.interaction : interaction;
      assert.equal(after.holder !== undefined, isHeld(after));
      assert.equal(after.shelf !== undefined, after.state === "InWorkbin");
      assert.equal(after.deadline !== undefined, isHeld(after) || isAsleep(after));
      assert.equal(after.back !== undefined, after.state === "Invited");
      assert(!after.direct || after.state === "Invited");
    }),
  );
});

test("the version is the number of events told, and an event carries the interaction as it then is", () => {
  fc.assert(
    fc.property(steps, ({ interaction, operation, actor }) => {
      const outcome = step(interaction, commandOf(operation, actor));
      if (!outcome.ok) return;
      assert.equal(outcome.interaction.version - interaction.version, outcome.events.length);
      for (const event of outcome.events) {
        assert.equal(event.interaction, outcome.interaction);
        assert.deepEqual(event.before, {
          state: interaction.state,
          holder: interaction.holder,
          queue: interaction.queue,
          shelf: interaction.shelf,
          delivery: interaction.delivery,
        });
      }
    }),
  );
});

test("a step changes nothing of what it was given", () => {
  fc.assert(
    fc.property(steps, ({ interaction, operation, actor }) => {
      const before = structuredClone(interaction);
      step(deepFreeze(interaction), commandOf(operation, actor));
      assert.deepEqual(interaction, before);
    }),
  );
});

test("the wrong state is named before the wrong person: the answer about the state is everybody's", () => {
  fc.assert(
    fc.property(fc.record({ interaction: interactions, operation: fc.constantFrom(...operations) }), (given) => {
      const refusals = Object.values(people).map((actor) => step(given.interaction, commandOf(given.operation, actor)));
      const saysState = refusals.map((outcome) => !outcome.ok && outcome.refusal.kind === "wrongState");
      assert.equal(new Set(saysState).size, 1);
    }),
  );
});

test("finished is finished: no row leaves Completed or Canceled", () => {
  for (const situation of situations.filter(({ state }) => state === "Completed" || state === "Canceled")) {
    for (const operation of operations) {
      for (const actor of Object.values(people)) {
        assert.equal(step(anInteraction(situation), commandOf(operation, actor)).ok, false, operation);
      }
    }
  }
});

function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null) Object.values(Object.freeze(value)).forEach(deepFreeze);
  return value;
}
