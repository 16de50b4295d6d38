import assert from "node:assert/strict";
import { join } from "node:path";
import test from "node:test";
import { noBrowser, pictureOf, startBrowser, watch } from "../support/browser.ts";
import { clientOf } from "../support/http.ts";
import { mailIn } from "../support/mail.ts";
import { runPostroom, startServer } from "../support/server.ts";
import { temporaryFolder } from "../support/team.ts";

const password = "ada-demo-1 and more";

test("the first admin of an empty centre is led through its set-up, and each step is proved by what came of it", {
  skip: noBrowser,
  timeout: 180_000,
}, async (t) => {
  const server = await startServer(t);
  const { http, smtp } = server.ready();
  const [link = ""] = /http:[^"]*\/setup#[^"]+/.exec(await server.log()) ?? [];
  const context = await (await startBrowser(t)).newContext({ viewport: { width: 1280, height: 800 }, locale: "en-GB" });
  context.setDefaultTimeout(15_000);
  const complaints = watch(context, http);
  const page = await context.newPage();
  const step = (name: string) => page.getByRole("listitem", { name, exact: true });
  const state = (name: string) => step(name).locator(".trouble").innerText();
  const ada = clientOf(http, "ada", password);

  await t.test("the printed link leads to the list, where nothing is done", async () => {
    await page.goto(link);
    await page.getByLabel("User name").fill("ada");
    await page.getByLabel("Password", { exact: true }).fill(password);
    await page.getByLabel(/again/i).fill(password);
    await page.locator(".sign-in button").click();
    await page.getByRole("heading", { name: "Set-up" }).waitFor();
    assert.match(page.url(), /\/admin\/setup$/);
    await page.getByText("0 of 7 done").waitFor();
    await pictureOf(page, "admin-setup-empty");
  });

  await t.test("a mailbox wants a queue first, and both are ticked once they are there", async () => {
    await step("A mailbox").getByRole("link", { name: "Mailboxes" }).click();
    await page.getByRole("button", { name: "New mailbox" }).click();
    await page.locator(".open-mailbox").getByRole("link", { name: "Queue setup" }).click();
    await page.getByRole("button", { name: "New queue" }).click();
    await page.locator("form.open-queue").getByLabel("Name").fill("support");
    await page.keyboard.press("Control+s");
    await page.getByText("support is saved.").waitFor();
    await page.getByRole("link", { name: "Mailboxes" }).click();
    const form = page.locator(".open-mailbox");
    await form.getByLabel("By SMTP").check();
    await form.getByLabel("Mail address").fill("support@acme.test");
    await form.getByLabel("Queue", { exact: true }).selectOption("support");
    await page.keyboard.press("Control+s");
    await page.getByText("support@acme.test is saved.").waitFor();
    await page.getByRole("link", { name: "Set-up" }).click();
    await step("A mailbox").getByText("Mail to support@acme.test is taken.").waitFor();
    assert.match(await state("A queue"), /done/);
  });

  await t.test("a test mail shows without a reload once it has come", async () => {
    await step("A test mail in").getByText("Send a mail to support@acme.test from anywhere").waitFor();
    await mailIn(t, smtp, {});
    await step("A test mail in")
      .getByText(/^From ann@customer\.test, /)
      .waitFor({ timeout: 20_000 });
    assert.match(await state("A test mail out"), /to do/);
  });

  await t.test("an agent is added here; what is refused is said beside its field", async () => {
    const agent = step("An agent");
    await agent.getByLabel("User name").fill("bea");
    await agent.getByLabel("Password").fill("short");
    await agent.getByRole("button", { name: "Add" }).click();
    await agent.getByRole("alert").getByRole("link", { name: "Password" }).waitFor();
    await pictureOf(page, "admin-setup-refused");
    await agent.getByLabel("Password").fill("bea-demo-1 and more");
    await agent.getByRole("button", { name: "Add" }).click();
    await page.getByText("4 of 7 done").waitFor();
    const { body } = await ada.get("/users?fields=*");
    assert.ok([body["users"]].flat().some((one) => Object(one).userName === "bea"));
  });

  await t.test("a restored copy proves the backup, and nothing else does", async () => {
    const folder = await temporaryFolder(t);
    const [file, copy] = [join(folder, "night.backup"), join(folder, "copy")];
    const made = await runPostroom(["backup", "--data", server.data, file]);
    assert.equal(made.code, 0, made.stderr);
    const restored = await runPostroom(["restore", "--data", copy, file]);
    assert.equal(restored.code, 0, restored.stderr);
    const proof = /whose audit ends at (\d+-[0-9a-f]{64})$/m.exec(restored.stdout)?.[1] ?? assert.fail(restored.stdout);
    const backup = step("A backup that was restored");
    await backup.getByLabel("Proof of the restored copy").fill(proof.replace(/-./, "-x"));
    await backup.getByRole("button", { name: "Check" }).click();
    await backup.getByRole("alert").getByText("expected what postroom restore has printed").waitFor();
    await backup.getByLabel("Proof of the restored copy").fill(proof);
    await backup.getByRole("button", { name: "Check" }).click();
    await backup.getByText("A copy with everything up to").waitFor();
    await page.getByText("5 of 7 done").waitFor();
    await pictureOf(page, "admin-setup");
  });

  await t.test("the list is put away, and comes back from the command box", async () => {
    const entry = page.locator('.rail a[href="/admin/setup"]');
    await entry.waitFor();
    const kept = page.waitForResponse((answer) => answer.url().endsWith("/me/preferences"));
    await page.getByRole("button", { name: "Put away" }).click();
    await entry.waitFor({ state: "detached" });
    await kept;
    await page.goto(`${http}/inbox`);
    await page.getByRole("heading", { name: "Inbox" }).waitFor();
    assert.equal(await entry.count(), 0);
    await page.keyboard.press("Control+k");
    await page.locator(".command-box input").fill("Set-up");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Show among the views" }).click();
    await entry.waitFor();
  });

  // What was refused, and what was asked before anybody had signed in.
  assert.deepEqual(
    complaints.all.filter((one) => !/status of 40[01] /.test(one)),
    [],
  );
});
