import assert from "node:assert/strict";
import test from "node:test";
import { noBrowser, openDesktop, startBrowser } from "../support/browser.ts";
import { mailIn } from "../support/mail.ts";
import { startServer } from "../support/server.ts";
import { acmeWith, writeTeam } from "../support/team.ts";

const name = "100% back/forth";

test("what has an address is found again by it, by reload and by the back button, whatever its name", {
  skip: noBrowser,
  timeout: 120_000,
}, async (t) => {
  const more = { queues: [{ name }], mailboxes: [{ address: "back@acme.test", queue: name }] };
  const { http, smtp } = (await startServer(t, { team: await writeTeam(t, await acmeWith({}, more)) })).ready();
  const { page, complaints } = await openDesktop(await startBrowser(t), http, "sam");
  await mailIn(t, smtp, { to: "back@acme.test", subject: "Money back" });
  const row = page.getByRole("option", { name: "Money back" });
  await page.getByRole("link", { name: "Queues" }).click();
  await page.getByRole("button", { name, exact: false }).click();
  await row.waitFor();
  await page.reload();
  await row.click();
  await page.locator(".now").getByText("Where is it?").waitFor();
  await page.getByRole("link", { name: "Drafts" }).click();
  await row.waitFor({ state: "detached" });
  await page.goBack();
  await row.waitFor();
  // What is open stays open: a view is an address, and a conversation beside it is none.
  await page.locator(".now").getByText("Where is it?").waitFor();
  assert.deepEqual(complaints.all, []);
});
