import assert from "node:assert/strict";
import test from "node:test";
import type { Page } from "playwright-core";
import { noBrowser, openDesktop, pictureOf, startBrowser } from "../support/browser.ts";
import { eventually } from "../support/eventually.ts";
import { clientOf } from "../support/http.ts";
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
  /** A machine that is busy with others may let the second key come too late, so it is tried again. */
  const byKeys = async (second: string, title: string): Promise<void> => {
    const isThere = () => page.getByRole("heading", { name: title, exact: true }).isVisible();
    const tried = async (): Promise<boolean> => {
      await press("g");
      await press(second);
      return eventually(isThere, (is) => is, 2_000).catch(() => false);
    };
    await eventually(tried, (is) => is);
  };
  const card = (address: string) => page.getByRole("region", { name: address });

  await t.test("mailboxes stand with the worst on top, each with its state in words and the cause", async () => {
    await byKeys("m", "Mailboxes");
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
    await byKeys("u", "Audit");
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

  await t.test("levels are set by keys and pasted, saved by ^S; who is of the file is changed there", async () => {
    const root = clientOf(http, "root");
    for (const userName of ["yan", "zoe"]) {
      const made = await root.post("/users", {
        userName,
        password: `${userName}-has-a-long-one`,
        roles: ["ROLE_AGENT"],
      });
      assert.equal(made.status, 200, made.text);
    }
    await page.goto(`${http}/inbox`);
    await page.getByRole("heading", { name: "Inbox" }).waitFor();
    await byKeys("k", "Skills");
    const row = (name: string) => page.getByRole("row", { name: new RegExp(`^${name}\\b`) });
    const cells = (name: string) => row(name).getByRole("gridcell").allInnerTexts();
    await row("zoe").waitFor();
    assert.deepEqual(await cells("alice"), ["5", "2", "–"]);
    await page.keyboard.press("Control+s");
    await row("alice").getByRole("gridcell").first().click();
    await press("7");
    await page.getByText("The provisioning file names alice: change it there.").waitFor();
    assert.deepEqual(await cells("alice"), ["5", "2", "–"]);
    await row("zoe").getByRole("gridcell").first().click();
    for (const key of ["1", "0", "ArrowRight", "4", "ArrowRight", "3", "Delete"]) await press(key);
    await page.getByText("Not saved: 2").waitFor();
    await pictureOf(page, "admin-skills");
    await press("Control+s");
    await page.getByText("Saved.", { exact: true }).waitFor();
    assert.deepEqual(await cells("zoe"), ["10", "4", "–"]);
    await press("ArrowUp");
    await press("Home");
    await paste(page, "6\t\t2\n5\t1\t9\n");
    await page.getByText("Not saved: 5").waitFor();
    await page.getByRole("link", { name: "System" }).click();
    await page.getByRole("link", { name: "Skills" }).click();
    await page.getByText("Not saved: 5").waitFor();
    await press("Control+s");
    await page.getByText("Saved.", { exact: true }).waitFor();
    await page.reload();
    await row("zoe").waitFor();
    assert.deepEqual(
      [await cells("yan"), await cells("zoe")],
      [
        ["6", "–", "2"],
        ["5", "1", "9"],
      ],
    );
    await row("yan").getByRole("gridcell").first().click();
    await paste(page, "6\tmany");
    await page.getByText("“many” is no level from 0 to 10; nothing was pasted.").waitFor();
    await page.getByLabel("Who could take what needs").fill("English >= 6 and QA");
    await page.getByText("Who can: 1. Ready for one more now: 0.").waitFor();
    await page.getByLabel("Who could take what needs").fill("Golf");
    await page.getByText("no such skill: Golf").waitFor();
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
        "Promise.all(['/api/postroom/v1/system', '/api/postroom/v1/skill-grid'].map((path) => fetch(path).then(({ status }) => status)))",
      );
      assert.deepEqual(statuses, [403, 403]);
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

/** As a spreadsheet gives it, into whatever has the focus. */
const paste = (page: Page, text: string): Promise<unknown> =>
  page.evaluate(`(() => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", ${JSON.stringify(text)});
    document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  })()`);

const order: readonly (string | null)[] = ["late", "soon", "fine"];
