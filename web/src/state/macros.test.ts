import assert from "node:assert/strict";
import test from "node:test";
import { planOf } from "./macros.ts";

test("what is done right before the end is held with it; what leads to a draft, and what ends elsewhere, is done at once", () => {
  const [reply, code, note] = [
    { operationName: "Reply" },
    { operationName: "SetDisposition", disposition: "Refund" },
    { operationName: "AddComment", comment: "paid" },
  ] as const;
  const done = { operationName: "Complete" } as const;
  const send = { operationName: "Send", complete: true } as const;
  const bin = { operationName: "PlaceInWorkbin", workbinName: "team" } as const;
  assert.deepEqual(planOf([code, note, done]), { before: [], held: [code, note], ending: done });
  assert.deepEqual(planOf([note, reply, code, send]), { before: [note, reply], held: [code], ending: send });
  assert.deepEqual(planOf([code, bin]), { before: [code, bin], held: [], ending: undefined });
  assert.deepEqual(planOf([done]), { before: [], held: [], ending: done });
});
