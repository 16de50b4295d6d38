import assert from "node:assert/strict";
import test, { type TestContext } from "node:test";
import { type Desktop, noBrowser, openDesktop, startBrowser } from "../support/browser.ts";
import { mailIn } from "../support/mail.ts";
import { startServer } from "../support/server.ts";
import { acmeWith, writeTeam } from "../support/team.ts";

/** A page of somebody in two groups, who has accepted a mail. */
async function inTwoGroups(t: TestContext): Promise<Desktop> {
  const acme = await acmeWith({}, { groups: [{ name: "OrderDesk" }] });
  const agents = [acme["agents"]].flat().map((one) => ({ ...Object(one), groups: ["FrontLine", "OrderDesk"] }));
  const server = await startServer(t, { team: await writeTeam(t, { ...acme, agents }) });
  const { http, smtp } = server.ready();
  const desktop = await openDesktop(await startBrowser(t), http, "alice");
  const { page, press } = desktop;
  await page.getByRole("button", { name: "Go ready" }).click();
  await mailIn(t, smtp, { subject: "For the order desk", text: "Please look." });
  await page.getByRole("button", { name: "Accept" }).waitFor();
  await page.locator(".load", { hasText: "1/3" }).waitFor();
  await press("F2");
  await page.getByRole("heading", { name: "For the order desk" }).waitFor();
  return desktop;
}

test("who is in two groups lays a mail on the shelf of either, sees it there at once and after a reload, and takes it back", {
  skip: noBrowser,
  timeout: 120_000,
}, async (t) => {
  const { page, press, complaints } = await inTwoGroups(t);
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

test("a macro lays a mail on the shelf of the group that it names, which its form asks for", {
  skip: noBrowser,
  timeout: 120_000,
}, async (t) => {
  const { page, press, complaints } = await inTwoGroups(t);
  await press("Control+k");
  await page.locator(".command-box input").fill("macros.show");
  await press("Enter");
  const form = page.locator("form.macros");
  const choice = (name: string) => form.getByRole("combobox", { name });
  await form.getByRole("button", { name: "Add a macro" }).click();
  await form.getByLabel("Name of the macro").fill("To the order desk");
  await choice("Key").selectOption("1");
  await choice("Step").selectOption("PlaceInWorkbin");
  const workbin = choice("Place in workbin");
  await workbin.selectOption("in-progress");
  assert.equal(await choice("Group").count(), 0);
  await workbin.selectOption("team");
  await choice("Group").selectOption("OrderDesk");
  await press("Control+s");
  await form.waitFor({ state: "detached" });
  await press("1");
  await page.locator(".load", { hasText: "0/3" }).waitFor();
  await page.locator('.rail a[href="/workbins"]').click();
  await page.locator(".shelves").getByText("team").click();
  await page.locator(".row", { hasText: "For the order desk" }).waitFor();
  const lying = await page.evaluate<string>(`(async () => {
    const { workbins } = await (await fetch("/api/v2/me/workbins?fields=*")).json();
    const { id } = workbins.find(({ name }) => name === "team");
    return (await fetch("/api/v2/me/workbins/" + id + "?subresources=emails&agentGroup=OrderDesk")).text();
  })()`);
  assert.match(lying, /For the order desk/);
  assert.deepEqual(complaints.all, []);
});
