import assert from "node:assert/strict";
import { test } from "node:test";
import { parseProvisioning } from "@postroom/contract";
import { skillExpressionProblem } from "../../provisioning-file.ts";
import { acme, type Centre, testCentre } from "../../testing/centre.ts";
import { applyProvisioning } from "../provisioning.ts";
import { createRecipients } from "./recipients.ts";

test("who is known is not looked for again at once, a new mailbox takes mail at once, and a former alias soon takes none", async (t) => {
  const centre = await testCentre(t);
  let looks = 0;
  const { store } = centre.performing;
  const mailboxes = () => {
    looks += 1;
    return store.read((reading) => reading.centre.mailboxes());
  };
  const recipients = createRecipients({ mailboxes, clock: centre.clock });
  const support = await recipients("support@acme.test");
  assert.ok("mailbox" in support);
  assert.deepEqual(await recipients("HELP+of.ann@acme.test"), support);
  assert.equal(looks, 1);

  assert.deepEqual(await recipients("sales@acme.test"), { refused: "unknown-user" });
  const sales = { address: "sales@acme.test", name: "Sales", queue: "general" };
  await provision(centre, [...acme.mailboxes, sales]);
  const added = await recipients(sales.address);
  assert.ok("mailbox" in added);
  assert.notDeepEqual(added, support);

  await provision(centre, [
    { address: "support@acme.test", name: "Acme Support", queue: "support", aliases: [] },
    sales,
  ]);
  centre.clock.advance(1_000);
  assert.deepEqual(await recipients("help@acme.test"), { refused: "unknown-user" });
  assert.deepEqual(await recipients("support@acme.test"), support);
});

async function provision({ performing, passwords }: Centre, mailboxes: readonly object[]): Promise<void> {
  const parsed = parseProvisioning({ ...acme, mailboxes }, { skillExpressionProblem });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  await applyProvisioning(performing, passwords, parsed.provisioning, { isDefault: false });
}
