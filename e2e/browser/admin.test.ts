import assert from "node:assert/strict";
import test from "node:test";
import { noBrowser, openDesktop, pictureOf, startBrowser } from "../support/browser.ts";
import { mailIn } from "../support/mail.ts";
import { startServer } from "../support/server.ts";
import { acmeWith, writeTeam } from "../support/team.ts";

/** Nobody listens there. */
const imap = { host: "127.0.0.1", port: 1, tls: "none", user: "sales", password: "sales-demo-1" };
const sales = { address: "sales@acme.test", name: "Acme Sales", queue: "general", imap };

test("an admin sees how the mailboxes and the machine fare", { skip: noBrowser, timeout: 120_000 }, async (t) => {
  const server = await startServer(t, { team: await writeTeam(t, await acmeWith({}, { mailboxes: [sales] })) });
  const { http, smtp } = server.ready();
  const browser = await startBrowser(t);
  const { page, press, complaints } = await openDesktop(browser, http, "root");
  const card = (address: string) => page.getByRole("region", { name: address });

  await t.test("mailboxes stand with the worst on top, each with its state in words and the cause", async () => {
    await press("g");
    await press("m");
    await page.getByRole("heading", { name: "Mailboxes" }).waitFor();
    await card("sales@acme.test").getByText("cannot be read").waitFor();
    await card("sales@acme.test")
      .getByText(/ECONNREFUSED/)
      .first()
      .waitFor();
    await card("support@acme.test").waitFor();
    const names = await page.getByRole("heading", { level: 2 }).allInnerTexts();
    assert.deepEqual(names, ["sales@acme.test", "support@acme.test"]);
    await pictureOf(page, "admin-mailboxes");
  });

  await t.test("what comes in is seen without a reload", async () => {
    const lastIn = card("support@acme.test").locator(".facts div", { hasText: "Last in" });
    await lastIn.getByText("never").waitFor();
    await mailIn(t, smtp, { subject: "Where is my parcel?" });
    await lastIn.getByText("never").waitFor({ state: "detached", timeout: 30_000 });
  });

  await t.test("a test shows what the servers at the other end say", async () => {
    await page.getByRole("button", { name: "Test in sales@acme.test" }).click();
    await card("sales@acme.test")
      .locator(".log")
      .getByText(/^connect ECONNREFUSED|ECONNREFUSED/)
      .first()
      .waitFor();
    await card("sales@acme.test")
      .locator(".log")
      .getByText(/the account is tried now/)
      .waitFor();
    assert.equal(await page.getByRole("button", { name: "Test in support@acme.test" }).count(), 0);
    await page.getByRole("button", { name: "Test out support@acme.test" }).click();
    await card("support@acme.test").locator(".log").getByText("none: outgoing mail waits in the send queue").waitFor();
    await card("support@acme.test")
      .getByText(/sends no canary mails/)
      .waitFor();
    await pictureOf(page, "admin-mailbox-tests");
  });

  await t.test("the system page has what the doctor finds, the worst on top, and the records for DNS", async () => {
    await page.getByRole("link", { name: "System" }).click();
    const row = (area: string) => page.getByRole("row", { name: new RegExp(`^${area}\\b`) });
    await row("database").getByRole("cell", { name: "well" }).waitFor();
    await row("relay").getByRole("cell", { name: "could be better" }).waitFor();
    await row("mailbox sales@acme.test")
      .getByText(/ECONNREFUSED/)
      .first()
      .waitFor();
    const levels = await page
      .locator("tbody .standing")
      .evaluateAll((all) => all.map((one) => one.getAttribute("data-trouble")));
    assert.deepEqual(
      levels,
      levels.toSorted((one, other) => order.indexOf(one) - order.indexOf(other)),
    );
    await page.getByRole("heading", { name: "DNS records to publish" }).waitFor();
    await page.getByRole("code").getByText("_dmarc.acme.test").waitFor();
    await pictureOf(page, "admin-system");
  });

  await t.test("the audit is looked through by who and what; its chain is checked on a button", async () => {
    await press("g");
    await press("u");
    const rows = page.locator(".audit tbody tr");
    await rows.filter({ hasText: "TryMailbox" }).first().getByText("mailbox support@acme.test").waitFor();
    await rows.filter({ hasText: "Receive" }).first().waitFor();
    await page.getByLabel("Who").fill("root");
    await page.keyboard.press("Enter");
    await rows.filter({ hasText: "system" }).first().waitFor({ state: "detached" });
    assert.ok((await rows.count()) >= 2);
    assert.match(page.url(), /\/admin\/audit\?actor=root$/);
    await page.goBack();
    await rows.filter({ hasText: "Receive" }).first().waitFor();
    assert.equal(await page.getByLabel("Who").inputValue(), "");
    await page.getByLabel("Who").fill("nobody");
    await page.keyboard.press("Enter");
    await page.locator(".filter .problem", { hasText: "no such user: nobody" }).waitFor();
    await pictureOf(page, "admin-audit-refused");
    await page.getByLabel("Who").fill("");
    await page.getByLabel("Action").fill("Receive");
    await page.getByRole("button", { name: "Find" }).click();
    await rows.first().getByText("Receive").waitFor();
    assert.equal(await rows.count(), 1);
    await page.getByRole("button", { name: "Check the chain" }).click();
    await page.getByText(/All \d+ rows are as they were written\./).waitFor();
    await pictureOf(page, "admin-audit");
    await rows.first().getByRole("link").click();
    await page.getByRole("heading", { name: "Where is my parcel?" }).first().waitFor();
  });

  await t.test("whoever is no admin has no such page, by no way", async () => {
    for (const userName of ["alice", "sam"]) {
      const { page: theirs, press: pressed, complaints: heard } = await openDesktop(browser, http, userName);
      await theirs.goto(`${http}/admin/mailboxes`);
      await theirs.getByRole("heading", { name: "Inbox" }).waitFor();
      assert.equal(await theirs.getByRole("link", { name: "Mailboxes" }).count(), 0);
      await pressed("g");
      await pressed("y");
      await theirs.getByRole("heading", { name: "Inbox" }).waitFor();
      const statuses = await theirs.evaluate<readonly number[]>(
        "Promise.all(['/api/postroom/v1/system'].map((path) => fetch(path).then(({ status }) => status)))",
      );
      assert.deepEqual(statuses, [403]);
      assert.deepEqual(
        heard.all.filter((one) => !one.includes("403")),
        [],
      );
    }
  });

  // The user who is not there was asked for.
  assert.deepEqual(
    complaints.all.filter((one) => !one.includes("status of 400")),
    [],
  );
});

const order: readonly (string | null)[] = ["late", "soon", "fine"];
