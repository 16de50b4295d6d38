import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { assertWorld, moves, newWorld } from "./delivery-world.fixture.ts";

/** What leads to a dot more often than what leads away from it, or few mails would come so far. */
const often = ["claim", "mark", "dot", "replyLost", "accepted", "resend"];
const move = fc.tuple(fc.constantFrom(...Object.keys(moves), ...often, ...often, ...often, ...often), fc.nat(3));

test("in every order of claims, crashes, late replies, holds, cancellations and repetitions no mail gets a dot that nobody asked for", () => {
  const reached = new Set<string>();
  fc.assert(
    fc.property(fc.array(move, { maxLength: 80, size: "max" }), (list) => {
      const world = newWorld();
      for (const [name, which] of list) {
        moves[name]?.(world, which);
        assertWorld(world);
        reached.add(`${world.delivery.state} ${Math.min(world.dots, 2)}`);
      }
    }),
    { numRuns: 20_000 },
  );
  for (const state of ["sent 1", "unknown 1", "failed 1", "cancelled 0", "cancelled 1", "held 0", "held 1", "sent 2"]) {
    assert(reached.has(state), `never came to ${state}`);
  }
});

test("what all mail is held for does not move: no claim succeeds until it is released, by itself or with all", () => {
  fc.assert(
    fc.property(
      fc.array(move, { maxLength: 40, size: "max" }),
      fc.array(move, { maxLength: 40, size: "max" }),
      (first, then) => {
        const world = newWorld();
        for (const [name, which] of first) moves[name]?.(world, which);
        moves["holdAll"]?.(world, 0);
        const { fence } = world.delivery;
        const isRecovery = (name: string) => name === "recover";
        for (const [name, which] of then) {
          if (name === "release" || name === "releaseAll" || isRecovery(name)) continue;
          moves[name]?.(world, which);
          assert.equal(world.delivery.fence, fence, name);
        }
      },
    ),
    { numRuns: 5_000 },
  );
});
