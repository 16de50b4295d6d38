import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test from "node:test";
import { noBrowser, openDesktop, pictureOf, startBrowser } from "../support/browser.ts";
import { eventually } from "../support/eventually.ts";
import { clientOf, logIn } from "../support/http.ts";
import { mailIn } from "../support/mail.ts";
import { startServer } from "../support/server.ts";

test("a supervisor reads reports, whose filter is the URL", { skip: noBrowser, timeout: 120_000 }, async (t) => {
  const server = await startServer(t, { team: "acme" });
  const { http, smtp } = server.ready();
  await mailIn(t, smtp, { subject: "Where is my parcel?" });
  await mailIn(t, smtp, { subject: "=1+1" });
  const alice = clientOf(http, "alice");
  await logIn(alice);
  const held = async () => [(await alice.get("/me/emails?fields=*")).body["emails"]].flat().map(Object);
  const [first] = await eventually(held, (emails) => emails.length > 0 && emails[0].state === "Invited");
  for (const operationName of ["Accept", "Complete"]) {
    const done = await alice.post(`/me/emails/${first.id}`, { operationName });
    assert.equal(done.status, 200, done.text);
  }
  const { page, press, complaints } = await openDesktop(await startBrowser(t), http, "sam");
  const total = (column: string) => page.locator(`.report tfoot td[data-label="${column}"]`);
  const cell = (column: string) => page.locator(`.report tbody td[data-label="${column}"]`).first();

  await t.test("what came in is counted and drawn, by queue", async () => {
    await press("g");
    await press("t");
    await page.getByRole("heading", { name: "Reports" }).waitFor();
    await cell("Received").getByText("2", { exact: true }).waitFor();
    assert.equal(await cell("Done").innerText(), "1");
    assert.equal(await page.locator(".report .bar").count(), 1);
    await page.getByText("E-mails received in this time.").waitFor();
  });

  await t.test("days, queue and cut become the URL, and a look at another report keeps them", async () => {
    await page.getByLabel("Cut by").selectOption({ label: "Day" });
    await page.getByLabel("Queue").selectOption("support");
    await page.getByRole("button", { name: "Show", exact: true }).click();
    await page.locator('.report thead th:text-is("From")').waitFor();
    assert.match(page.url(), /\/reports\/volume\?.*queue=support.*interval=day/);
    await page.getByRole("link", { name: "Handling time" }).click();
    await cell("Accepted").getByText("1", { exact: true }).waitFor();
    assert.match(page.url(), /\/reports\/handling\?.*queue=support/);
    await page.goBack();
    await cell("Received").getByText("2", { exact: true }).waitFor();
    await page.reload();
    await cell("Received").getByText("2", { exact: true }).waitFor();
    assert.equal(await page.getByLabel("Queue").inputValue(), "support");
    await pictureOf(page, "reports-volume");
    await page.getByLabel("To day").fill("2001-01-01");
    await page.getByLabel("From day").fill("2001-01-01");
    await page.getByRole("button", { name: "Show", exact: true }).click();
    await page.getByText("Nothing in this time.").waitFor();
    await page.getByLabel("From day").fill("2001-01-05");
    await page.getByRole("button", { name: "Show", exact: true }).click();
    await page
      .getByRole("alert")
      .getByText(/to: not behind from/)
      .waitFor();
  });

  await t.test("each e-mail stands in a row that leads to it, and in a file in which none is a formula", async () => {
    await page.goto(`${http}/reports/interactions`);
    await page.getByRole("link", { name: "=1+1" }).waitFor();
    await pictureOf(page, "reports-interactions");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "Save as CSV" }).click(),
    ]);
    assert.equal(download.suggestedFilename(), "interactions.csv");
    const lines = (await readFile(await download.path(), "utf8")).split("\r\n");
    assert.match(lines[0] ?? "", /id,receivedAt,queue,from,subject/);
    assert.equal(lines.length, 4);
    assert.ok(lines.some((line) => line.includes(",'=1+1,")));
    await page.getByRole("link", { name: "Where is my parcel?" }).click();
    await page.locator(".conversation .message").first().waitFor();
  });

  await t.test("a report is sent by mail from now on, to nobody outside, and is deleted again", async () => {
    await page.goto(`${http}/reports/volume?queue=support`);
    await page.getByRole("button", { name: "Send this by mail…" }).click();
    const byMail = page.getByRole("region", { name: "Reports by mail" });
    await byMail.getByText("No report is sent by mail yet.").waitFor();
    await byMail.getByLabel("To").fill("me@elsewhere.test");
    await byMail.getByLabel("Day of the week").selectOption({ label: "Friday" });
    await byMail.getByRole("button", { name: "Send regularly" }).click();
    await page.getByText(/reports are sent only to the domains of the centre's mailboxes and agents/).waitFor();
    await byMail.getByLabel("To").fill("boss@acme.test, ana@acme.test");
    await byMail.getByRole("button", { name: "Send regularly" }).click();
    const line = byMail.getByRole("listitem").filter({ hasText: "boss@acme.test, ana@acme.test" });
    await line.getByText(/weekly, Friday, 0?8:00/).waitFor();
    assert.equal(await byMail.getByLabel("To").inputValue(), "");
    await pictureOf(page, "reports-by-mail");
    await line.getByRole("button", { name: "Delete Volume" }).click();
    await byMail.getByText("No report is sent by mail yet.").waitFor();
  });

  await t.test("agents' work and time are told", async () => {
    await page.goto(`${http}/reports/agents`);
    await page.getByRole("rowheader", { name: "alice" }).waitFor();
    await page.goto(`${http}/reports/readiness?agent=alice`);
    await page.getByRole("cell", { name: "Ready", exact: true }).first().waitFor();
    await pictureOf(page, "reports-readiness");
    assert.equal(await total("How long").count(), 1);
  });
  assert.deepEqual(
    complaints.all.filter((one) => !/status of 400 .*report/.test(one)),
    [],
  );
});
