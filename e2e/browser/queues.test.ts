import assert from "node:assert/strict";
import test from "node:test";
import { noBrowser, openDesktop, pictureOf, startBrowser } from "../support/browser.ts";
import { eventually } from "../support/eventually.ts";
import { clientOf } from "../support/http.ts";
import { startServer } from "../support/server.ts";
import { acmeWith, writeTeam } from "../support/team.ts";

const address = "/api/postroom/v1/config/queues";

test("an admin sets up queues; what the provisioning file names is shown and not changed", {
  skip: noBrowser,
  timeout: 120_000,
}, async (t) => {
  const server = await startServer(t, { team: await writeTeam(t, await acmeWith({})) });
  const { http } = server.ready();
  const { page, complaints } = await openDesktop(await startBrowser(t), http, "root");
  const root = clientOf(http, "root");
  const queue = async (name: string) => {
    const { body } = await root.get(`root:${address}`);
    return [body["queues"]].flat().find((one) => Object(one).name === name);
  };
  const card = (name: string) => page.getByRole("region", { name, exact: true });
  const form = page.locator("form.open-queue");
  await page.goto(`${http}/admin/queues`);

  await t.test("each queue stands there with what is said of it, and where that was said", async () => {
    await card("support").getByText("The provisioning file names support: change it there.").waitFor();
    await card("support").getByText("support@acme.test").waitFor();
    assert.equal(await card("support").getByRole("button").count(), 0);
    assert.deepEqual(await card("parked").getByText("built in").count(), 1);
    await pictureOf(page, "admin-queues");
  });

  await t.test("what is refused stays as it was typed, named on top with a link and beside its field", async () => {
    await page.getByRole("button", { name: "New queue" }).click();
    await form.getByLabel("Name").fill("vip");
    await form.getByLabel("Answer within", { exact: true }).fill("soon");
    await form.getByLabel("Needs", { exact: true }).fill("Golf >= 2");
    await form.getByLabel("What is promised counts working hours alone").check();
    await form.getByLabel("Monday").fill("9-12, noon");
    await form.getByLabel("Time zone").fill("Europe/Madrid");
    await page.keyboard.press("Control+s");
    await form.getByRole("alert").getByRole("link", { name: "Working hours, Monday" }).waitFor();
    await form.locator(".field-of-form", { hasText: "Answer within" }).locator(".problem").waitFor();
    await form.locator(".field-of-form", { hasText: "Monday" }).locator(".problem", { hasText: "08:30" }).waitFor();
    await pictureOf(page, "admin-queues-refused");
    assert.equal(await form.getByLabel("Monday").inputValue(), "9-12, noon");
    await form.getByRole("alert").getByRole("link", { name: "Answer within" }).click();
    await page.keyboard.press("Control+a");
    await page.keyboard.type("4");
    await form.getByLabel("Monday").fill("9-12, 13:30-18");
    await page.keyboard.press("Control+s");
    await form.getByRole("alert").getByText("no such skill: Golf").waitFor();
    await form.getByLabel("Needs", { exact: true }).fill("English >= 2");
    await form.getByLabel("Overflows into").selectOption("general");
    await form.getByLabel("After", { exact: true }).fill("20");
    await form.getByLabel("Keep mail for (days)").fill("730");
    await form.getByLabel("Days off").fill("2026-12-25\n2027-01-01");
    await page.keyboard.press("Control+s");
    await page.getByText("vip is saved.").waitFor();
    const { sla, hours, routing, retention, source } = Object(await queue("vip"));
    assert.deepEqual([sla, retention, source], [{ replySeconds: 14_400, targetPercent: 90 }, { days: 730 }, "page"]);
    assert.deepEqual(
      [hours.timeZone, hours.monday],
      [
        "Europe/Madrid",
        [
          { from: "09:00", to: "12:00" },
          { from: "13:30", to: "18:00" },
        ],
      ],
    );
    assert.deepEqual([routing.skills, routing.overflow], ["English >= 2", { after: 1_200, queue: "general" }]);
    await card("vip").getByText("4 hrs · 90%").waitFor();
    await card("vip").getByText("Mon 09:00–12:00, 13:30–18:00").waitFor();
    await card("vip").getByText("general, after 20 mins").waitFor();
  });

  await t.test("what somebody else changes meanwhile is shown, and nothing that was typed is lost", async () => {
    await page.getByRole("button", { name: "Change vip" }).click();
    await form.getByLabel("Description").fill("Our best");
    await page.getByRole("link", { name: "System" }).click();
    await page.getByRole("link", { name: "Queue setup" }).click();
    assert.equal(await form.getByLabel("Description").inputValue(), "Our best");
    const { id, ...theirs } = Object(await queue("vip"));
    const body = JSON.stringify({ ...theirs, routing: { ...theirs.routing, priority: 33 } });
    const headers = { "content-type": "application/json" };
    assert.equal((await root.send("PUT", `root:${address}/${id}`, { body, headers })).status, 200);
    await page.keyboard.press("Control+s");
    await form.getByText("Somebody else has changed this queue meanwhile: look at").waitFor();
    await form.getByText("saving replaces what it says now").waitFor();
    await form.locator(".facts").getByText("33").waitFor();
    assert.equal(await form.getByLabel("Description").inputValue(), "Our best");
    await form.getByLabel("Priority").fill("40");
    await page.keyboard.press("Control+s");
    await page.getByText("vip is saved.").waitFor();
    const after = Object(await queue("vip"));
    assert.deepEqual([after.description, after.routing.priority], ["Our best", 40]);
  });

  await t.test("a queue that nobody uses is removed, after a second word", async () => {
    await page.getByRole("button", { name: "Remove vip" }).click();
    await page.getByRole("button", { name: "Remove for good vip" }).click();
    await page.getByText("vip is removed.").waitFor();
    await eventually(
      () => queue("vip"),
      (one) => one === undefined,
    );
    const audit = await root.get("root:/api/postroom/v1/audit?object=vip");
    const rows = [audit.body["audit"]].flat().map((row) => [Object(row).operation, Object(row).by]);
    assert.deepEqual(rows.map(String), [
      "DeleteQueue,root",
      "ChangeQueue,root",
      "ChangeQueue,root",
      "CreateQueue,root",
    ]);
  });

  // What was refused, and what came too late.
  assert.deepEqual(
    complaints.all.filter((one) => !/status of 4(?:00|09) .*\/config\/queues/.test(one)),
    [],
  );
});
