import assert from "node:assert/strict";
import { test } from "node:test";
import { desk, dialects, refusalIn } from "./desk.fixture.ts";

/** Operations that go by several names, with what they must name. wire.md 4.4, 5.17 */
const bodies = [
  ...["Cancel", "CancelReply", "Complete", "StopProcessing"].map((operationName) => ({ operationName })),
  { operationName: "StopProcessing", queueName: "general" },
  { operationName: "AddAttachment", documentId: "any" },
  { operationName: "LinkAttachment", documentId: "any" },
  { operationName: "ReportResponseTemplateUsage", responseTemplateId: "any" },
];

for (const dialect of dialects) {
  test(`${dialect.name}: a refusal speaks of the operation by the name that was asked for`, async (t) => {
    const at = await desk(t, dialect);
    const id = await at.accepted("alice");
    await at.done("alice", id, { operationName: "Complete" });
    for (const body of bodies) {
      const because = `${body.operationName} is not possible: the interaction is Completed`;
      assert.deepEqual(refusalIn(await at.op("alice", id, body)), [409, 2, because]);
    }
  });
}
