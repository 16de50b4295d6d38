import assert from "node:assert/strict";
import { test } from "node:test";
import { load, owned, readAndRoute, ready, receive } from "../../testing/agent-day.ts";
import { acme } from "../../testing/centre.ts";
import { startDay } from "./listening.fixture.ts";

const preferring = {
  ...acme,
  queues: [
    { name: "support", routing: { skills: "English >= 3", lastAgent: true } },
    { name: "general" },
    { name: "review", kind: "review", routing: { skills: "QA >= 1" } },
  ],
};

test("saveLAR makes the actor the contact's last agent: new mail carries it, and goes to that agent where the queue says so", async (t) => {
  for (const [file, expected] of [
    [preferring, "bob"],
    [acme, "alice"],
  ] as const) {
    const { centre, get, post } = await startDay(t, { file });
    const first = await owned(centre, "bob");
    await post("bob", `/me/emails/${first}`, { operationName: "Complete", saveLAR: true });
    const { contact = "" } = await load(centre, first);
    const shown = (await get("alice", `/ucs/contacts/${contact}`)).json["contact"] as {
      readonly attributes: Readonly<Record<string, unknown>>;
    };
    const at = String(Math.floor(centre.clock.wall() / 1000));
    assert.deepEqual(shown.attributes["LCA_EmplID_email"], [{ value: "bob", primary: true }]);
    assert.deepEqual(shown.attributes["LCA_TimeStamp_email"], [{ value: at, primary: true }]);
    // Bob has more to do: without a preference alice is next.
    await owned(centre, "bob");
    await ready(centre, "alice");
    const second = await receive(centre);
    await readAndRoute(centre);
    const { userData, holder } = await load(centre, second);
    assert.deepEqual([userData["LastCalledAgent_EmployeeID"], userData["LastCalledAgent_TimeStamp"]], ["bob", at]);
    assert.equal(holder, (await centre.as(expected)).id);
  }
});
