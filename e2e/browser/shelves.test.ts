import assert from "node:assert/strict";
import test from "node:test";
import { noBrowser, openDesktop, startBrowser } from "../support/browser.ts";
import { mailIn } from "../support/mail.ts";
import { startServer } from "../support/server.ts";
import { acmeWith, writeTeam } from "../support/team.ts";

test("who is in two groups lays a mail on the shelf of either, sees it there at once and after a reload, and takes it back", {
  skip: noBrowser,
  timeout: 120_000,
}, async (t) => {
  const acme = await acmeWith({}, { groups: [{ name: "OrderDesk" }] });
  const agents = [acme["agents"]].flat().map((one) => ({ ...Object(one), groups: ["FrontLine", "OrderDesk"] }));
  const server = await startServer(t, { team: await writeTeam(t, { ...acme, agents }) });
  const { http, smtp } = server.ready();
  const { page, press, complaints } = await openDesktop(await startBrowser(t), http, "alice");
  await page.getByRole("button", { name: "Go ready" }).click();
  await mailIn(t, smtp, { subject: "For the order desk", text: "Please look." });
  await page.getByRole("button", { name: "Accept" }).waitFor();
  await page.locator(".load", { hasText: "1/3" }).waitFor();
  await press("F2");
  await page.getByRole("heading", { name: "For the order desk" }).waitFor();

  await press("b");
  await page.getByRole("dialog").getByRole("button", { name: "team · OrderDesk" }).click();
  await page.locator(".load", { hasText: "0/3" }).waitFor();
  await page.locator('.rail a[href="/workbins"]').click();
  const shelf = page.locator(".shelves").getByText("team");
  const row = page.locator(".row", { hasText: "For the order desk" });
  await shelf.click();
  await row.waitFor();
  await page.reload();
  await shelf.click();
  await row.waitFor();

  await row.click();
  await page.locator(".conversation .verbs .button").first().click();
  await page.locator(".load", { hasText: "1/3" }).waitFor();
  await page.locator(".conversation").getByRole("button", { name: "Complete" }).waitFor();
  assert.deepEqual(complaints.all, []);
});
