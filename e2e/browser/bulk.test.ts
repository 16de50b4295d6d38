import assert from "node:assert/strict";
import test from "node:test";
import { noBrowser, openDesktop, pictureOf, startBrowser } from "../support/browser.ts";
import { eventually } from "../support/eventually.ts";
import { clientOf } from "../support/http.ts";
import { mailIn } from "../support/mail.ts";
import { startServer } from "../support/server.ts";

/** More than a list shows of a search. */
const mails = 58;
const own = 6;

test("several e-mails are selected, and the server does something to all of them", {
  skip: noBrowser,
  timeout: 120_000,
}, async (t) => {
  const { http, smtp } = (await startServer(t, { team: "acme" })).ready();
  const sam = clientOf(http, "sam");
  const subjects = Array.from({ length: mails }, (_, at) => `Parcel ${at + 1}.`);
  const ids = await Promise.all(subjects.map((subject) => mailIn(t, smtp, { subject })));
  const taken = ids.slice(0, own);
  await eventually(
    () => sam.post("/interactions", { operationName: "Take", ids: taken }),
    ({ body }) => body["statusCode"] === 0,
  );
  const { page, press, complaints } = await openDesktop(await startBrowser(t), http, "sam");
  const row = (subject: string) => page.getByRole("option", { name: subject });
  const selected = page.getByRole("option", { selected: true });
  const counts = (count: number) => page.getByRole("heading", { name: `Selected: ${count}`, exact: true });
  const jobs = page.getByRole("region", { name: "Work in the background" });
  const dialog = page.getByRole("dialog");
  const presses = async (...keys: readonly string[]): Promise<void> => {
    for (const key of keys) await press(key);
  };

  await t.test("by keys and by the pointer, which is counted aloud, and let go by Escape", async () => {
    await row("Parcel 6.").waitFor();
    await presses("j", "x");
    await counts(1).waitFor();
    await page.getByRole("status").filter({ hasText: "Selected: 1" }).waitFor();
    await presses("Shift+ArrowDown", "Shift+ArrowDown");
    await counts(3).waitFor();
    await pictureOf(page, "bulk-some");
    await press("Shift+ArrowUp");
    await counts(2).waitFor();
    const last = page.locator(".row").nth(own - 1);
    const box = await last.locator(".pick").boundingBox();
    assert.ok(box !== null && box.width >= 24 && box.height >= 24, JSON.stringify(box));
    await last.locator(".pick").click();
    await counts(3).waitFor();
    assert.equal(await page.locator('[aria-current="true"].row').count(), 0);
    await last.locator(".pick").click();
    await page
      .locator(".row")
      .nth(own - 2)
      .locator(".pick")
      .click();
    await last.locator(".pick").click({ modifiers: ["Shift"] });
    await counts(4).waitFor();
    await presses("*", "a");
    await counts(own).waitFor();
    assert.equal(await selected.count(), own);
    await press("Escape");
    await counts(own).waitFor({ state: "detached" });
    assert.equal(await selected.count(), 0);
    await page.getByRole("status").filter({ hasText: "Nothing is selected." }).waitFor({ state: "attached" });
  });

  await t.test(
    "what leaves the list leaves the selection, and what was not done is listed with its reason",
    async () => {
      await presses("*", "a", "d");
      await dialog.getByLabel("Code").fill("Lost");
      await press("Enter");
      await dialog.getByText(`E-mails: ${own}. They get the code Lost and stay where they are.`).waitFor();
      await pictureOf(page, "bulk-confirm");
      const gone = taken[0] ?? "";
      assert.equal((await sam.post(`/interactions/${gone}`, { operationName: "Complete" })).status, 200);
      await page
        .locator(".row")
        .nth(own - 1)
        .waitFor({ state: "detached" });
      assert.equal(await page.locator('.row[aria-selected="true"]').count(), own - 1);
      await press("Enter");
      await jobs.getByText(`Disposition: ${own - 1} of ${own} done`).waitFor();
      await page.locator(".selection").waitFor({ state: "detached" });
      await jobs.getByRole("button", { name: "Failed: 1" }).click();
      const failure = dialog.getByRole("listitem");
      await failure.getByRole("button", { name: "Parcel 1." }).waitFor();
      assert.notEqual(await failure.locator("small").innerText(), "");
      await pictureOf(page, "bulk-failures");
      await press("Escape");
      await page.reload();
      await jobs.getByText(`Disposition: ${own - 1} of ${own} done`).waitFor();
      await jobs.getByRole("button", { name: "Dismiss" }).click();
      await jobs.getByText("Disposition").waitFor({ state: "detached" });
      await page.reload();
      await row("Parcel 6.").waitFor();
      assert.equal(await jobs.getByText("Disposition").count(), 0);
    },
  );

  await t.test("all that a search finds is moved after a word and Enter, and z puts it back", async () => {
    const waiting = mails - own;
    await page.getByRole("link", { name: "Queues" }).click();
    await page.locator(".row").nth(3).waitFor();
    await presses("*", "a");
    await counts(50).waitFor();
    await pictureOf(page, "bulk-loaded");
    await page.getByRole("button", { name: `Select all ${waiting} matching` }).waitFor();
    await presses("*", "m");
    await counts(waiting).waitFor();
    await presses("j", "x");
    await counts(waiting - 1).waitFor();
    await presses("*", "q");
    await dialog.getByRole("button", { name: "general" }).waitFor();
    await page.keyboard.type("gen");
    await press("Enter");
    await dialog.getByText(`E-mails: ${waiting - 1}. They move to the queue general;`).waitFor();
    await dialog.getByText("This can be undone.").waitFor();
    await pictureOf(page, "bulk-matching");
    await press("Enter");
    await jobs.getByText(/Move to queue: \d+ of 51/).waitFor();
    await pictureOf(page, "bulk-running");
    await jobs.getByText(`Move to queue: ${waiting - 1} of ${waiting - 1} done`).waitFor();
    await page.locator(".row").nth(1).waitFor({ state: "detached" });
    await pictureOf(page, "bulk-done");
    const { body } = await sam.get("/interactions?queue=general&limit=1&fields=*");
    const [moved] = [body["interactions"]].flat().map(Object);
    assert.equal((await sam.post(`/interactions/${moved.id}`, { operationName: "Take" })).status, 200);
    await press("z");
    await jobs.getByText(`Move to queue: ${waiting - 2} of ${waiting - 1} put back`).waitFor();
    await page.locator(".row").nth(3).waitFor();
    await pictureOf(page, "bulk-undone");
    await jobs.getByRole("button", { name: "Not put back: 1" }).click();
    await dialog.getByRole("listitem").getByRole("button", { name: moved.subject }).waitFor();
    await dialog.getByText("Not put back:").waitFor();
    await press("Escape");
    await jobs.getByRole("button", { name: "Dismiss" }).click();
  });

  await t.test("a job is stopped, and what it had done is put back", async () => {
    await page.locator(".rows").focus();
    await presses("*", "a", "*", "q");
    await dialog.getByRole("button", { name: "general" }).click();
    await dialog.getByRole("button", { name: "Move to queue" }).click();
    // It may be quicker, before the press and after it.
    await jobs
      .getByRole("button", { name: "Stop" })
      .click({ timeout: 3_000 })
      .catch(() => undefined);
    await jobs.getByText(/Move to queue: (?:stopped, )?\d+ of \d+ done/).waitFor();
    await pictureOf(page, "bulk-stopped");
    await jobs.getByRole("button", { name: "Undo" }).click();
    await jobs.getByText(/Move to queue: (\d+) of \1 put back/).waitFor();
  });

  await t.test(
    "for one e-mail, too, Enter chooses the first target that a word finds, and none without a word",
    async () => {
      await page.getByRole("link", { name: "Inbox" }).click();
      const before = await page.locator(".row").count();
      await presses("j", "t");
      await dialog.getByRole("button", { name: "general" }).waitFor();
      await press("Enter");
      await page.keyboard.type("gen");
      assert.equal(await dialog.getByLabel("Queue or agent").inputValue(), "gen");
      await press("Enter");
      await dialog.waitFor({ state: "detached" });
      await page
        .locator(".row")
        .nth(before - 1)
        .waitFor({ state: "detached" });
    },
  );

  await t.test("one e-mail is spam at once, several after a question, and both come back", async () => {
    await page.getByRole("link", { name: "Inbox" }).click();
    await page.locator(".row").nth(2).waitFor();
    const before = await page.locator(".row").count();
    await page.locator(".rows").focus();
    await presses("j", "!");
    await jobs.getByText("Spam: 1 of 1 done").waitFor();
    await page
      .locator(".row")
      .nth(before - 1)
      .waitFor({ state: "detached" });
    await page.getByText("Put into a queue at").first().waitFor();
    await pictureOf(page, "spam-one");
    await press("z");
    await jobs.getByText("Spam: 1 of 1 put back").waitFor();
    await page
      .locator(".row")
      .nth(before - 1)
      .waitFor();
    await page.locator(".rows").focus();
    await presses("*", "a", "!");
    await dialog.getByText(`E-mails: ${before}. They are put aside as spam`).waitFor();
    await pictureOf(page, "spam-confirm");
    await press("Enter");
    await jobs.getByText(`Spam: ${before} of ${before} done`).waitFor();
    await press("z");
    await jobs.getByText(`Spam: ${before} of ${before} put back`).waitFor();
  });

  await t.test("where all have left before it was said what is to be done, that is said", async () => {
    await page.getByRole("link", { name: "Inbox" }).click();
    await row("Parcel 5.").click();
    await presses("u", "x", "*", "q");
    await dialog.getByRole("button", { name: "general" }).waitFor();
    const moves = { operationName: "MoveToQueue", queueName: "support" };
    assert.equal((await sam.post(`/interactions/${taken[4]}`, moves)).status, 200);
    await page.locator(".selection").waitFor({ state: "detached" });
    await dialog.getByRole("button", { name: "general" }).click();
    await page.getByText("None of these e-mails is there any more.").waitFor();
    await dialog.waitFor({ state: "detached" });
  });

  await t.test("an agent is offered only what the server allows on their own", async () => {
    const alice = await openDesktop(await startBrowser(t), http, "alice");
    await alice.page.getByRole("link", { name: "Queues" }).click();
    await alice.page.locator(".row").nth(3).waitFor();
    await alice.press("x");
    await alice.press("*");
    await alice.press("a");
    assert.equal(await alice.page.locator(".selection").count(), 0);
    assert.deepEqual(alice.complaints.all, []);
  });

  assert.deepEqual(complaints.all, []);
});
