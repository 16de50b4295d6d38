import assert from "node:assert/strict";
import test, { type TestContext } from "node:test";
import type { Page } from "playwright-core";
import { noBrowser, openDesktop, pictureOf, startBrowser } from "../support/browser.ts";
import { eventually } from "../support/eventually.ts";
import { clientOf } from "../support/http.ts";
import { mailIn } from "../support/mail.ts";
import { startServer } from "../support/server.ts";
import { acmeWith, type Team, writeTeam } from "../support/team.ts";

const address = "/api/postroom/v1/rules";

async function opened(t: TestContext, more: Team = {}) {
  const team = { ...(await acmeWith({}, { queues: [{ name: "vip" }] })), ...more };
  const server = await startServer(t, { team: await writeTeam(t, team) });
  const { http, smtp } = server.ready();
  const { page, complaints } = await openDesktop(await startBrowser(t), http, "root");
  await page.goto(`${http}/admin/rules`);
  await page.getByRole("heading", { name: "Simulator" }).waitFor();
  const root = clientOf(http, "root");
  const send = (method: string, path: string, body: object) =>
    root.send(method, `root:${address}${path}`, {
      body: JSON.stringify(body),
      headers: { "content-type": "application/json" },
    });
  const draft = async (): Promise<readonly Rule[]> => Object(await root.get(`root:${address}?state=draft`)).body.rules;
  return { http, smtp, page, complaints, send, draft };
}

/** As it is listed. */
type Rule = { readonly id: string; readonly hitsLastWeek?: number };

const sentences = async (page: Page): Promise<readonly string[]> =>
  (await page.locator(".rule-line .sentence").allInnerTexts()).map((text) => text.replaceAll(/\s+/g, " "));
const idsOf = (rules: readonly Rule[]): readonly string[] => rules.map(({ id }) => id);

test("an admin writes rules as sentences, tries them on a mail, and publishes them", {
  skip: noBrowser,
  timeout: 180_000,
}, async (t) => {
  const { smtp, page, complaints, send, draft, http } = await opened(t);
  const form = page.locator("form.form").first();
  const save = () => page.keyboard.press("Control+s");

  await t.test("what is refused stays as it was typed, named on top and beside its field", async () => {
    await page.getByText("There are no rules").waitFor();
    await page.getByRole("button", { name: "New rule" }).click();
    await form.getByLabel("What is asked").selectOption({ label: "header …" });
    await form.getByLabel("Its name").fill("X-Plan");
    await form.getByLabel("Comparison").selectOption({ label: "is" });
    await form.getByLabel("Value").first().fill("gold");
    await form.getByLabel("Value").last().fill("nowhere");
    await form.getByLabel("Name", { exact: true }).fill("gold plan");
    await save();
    await form.getByRole("alert").getByText("letters, digits, dots, dashes").waitFor();
    await form.getByLabel("Name", { exact: true }).fill("gold");
    await save();
    await form.getByRole("alert").getByText("no such queue: nowhere").waitFor();
    await form.locator(".field-of-form .problem", { hasText: "no such queue: nowhere" }).waitFor();
    await pictureOf(page, "admin-rules-refused");
    await form.getByRole("alert").getByRole("link", { name: "Setting 1" }).click();
    await page.keyboard.press("Control+a");
    await page.keyboard.type("vip");
    await save();
    await page.getByText("Saved in the draft.").waitFor();
    assert.deepEqual(await sentences(page), ["If header X-Plan is gold Then queue vip"]);
    assert.deepEqual(idsOf(await draft()), ["gold"]);
  });

  await t.test("what is open survives a look elsewhere; rules change places, and that is undone", async () => {
    await page.getByRole("button", { name: "New rule" }).click();
    await form.getByLabel("Value").first().fill("cancel|kündig");
    await form.getByRole("button", { name: "Add a condition" }).click();
    await form.getByLabel("What is asked").last().selectOption({ label: "text" });
    await form.getByLabel("Comparison").last().selectOption({ label: "contains" });
    await form.getByLabel("Value").nth(1).fill("cancel|kündig");
    await form.getByLabel("How many must hold").selectOption({ label: "one is enough" });
    await form.getByLabel("What is set").selectOption({ label: "priority" });
    await form.getByLabel("Value").last().fill("5");
    await form.getByLabel("Name", { exact: true }).fill("cancellations");
    await form.getByLabel("Go on with the next rule").check();
    await page.getByRole("link", { name: "System" }).click();
    await page.getByRole("link", { name: "Rules" }).click();
    assert.equal(await form.getByLabel("Value").nth(1).inputValue(), "cancel|kündig");
    await save();
    await page.getByText("Saved in the draft.").waitFor();
    const second = (await sentences(page))[1];
    assert.equal(
      second,
      "If subject contains cancel|kündig or text contains cancel|kündig Then priority +5 · go on with the next rule",
    );
    await page.getByRole("button", { name: "cancellations: one up" }).click();
    await eventually(
      () => sentences(page),
      ([first]) => first === second,
    );
    assert.equal(await page.evaluate("document.activeElement?.textContent"), "Change cancellations");
    await page.getByRole("button", { name: "Undo" }).click();
    await eventually(
      () => sentences(page),
      (all) => all[1] === second,
    );
    assert.deepEqual(idsOf(await draft()), ["gold", "cancellations"]);
    await page.getByRole("button", { name: "cancellations: one up" }).click();
    await eventually(draft, (rules) => idsOf(rules)[0] === "cancellations");
  });

  await t.test("a mail is tried: each condition with what it saw, and where it would wait", async () => {
    const simulator = page.getByRole("region", { name: "Simulator" });
    await simulator.getByRole("button", { name: "Simulate" }).click();
    await simulator.getByRole("alert").getByRole("link", { name: "From" }).waitFor();
    await simulator
      .getByLabel("Header")
      .fill("From: Ann <ann@customer.test>\nTo: support@acme.test\nSubject: Please cancel it\nX-Plan: Gold");
    assert.equal(await simulator.getByLabel("From").inputValue(), "Ann <ann@customer.test>");
    await simulator.getByRole("button", { name: "Simulate" }).click();
    await simulator.getByText("Waits in vip with priority 5.").waitFor();
    const way = simulator.locator(".way .rule");
    assert.deepEqual(await way.evaluateAll((all) => all.map((one) => one.getAttribute("data-held"))), ["true", "true"]);
    await way.first().getByText("Please cancel it").waitFor();
    await way.first().getByText("saw nothing").waitFor();
    await simulator.getByText("Nobody could take it now.").waitFor();
    await pictureOf(page, "admin-rules");
    await page.getByRole("button", { name: "Change gold" }).click();
    await form.getByLabel("Value").first().fill("silver");
    await save();
    await simulator.getByText("Waits in support with priority 15.").waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await simulator.getByText("Waits in vip with priority 5.").waitFor();
  });

  await t.test("the whole source of a mail is pasted, or chosen as a file, and read as if it came in", async () => {
    const simulator = page.getByRole("region", { name: "Simulator" });
    await simulator.getByLabel("Which mail").selectOption({ label: "the source of one" });
    await simulator.getByLabel("Source", { exact: true }).fill("hello");
    await simulator.getByRole("button", { name: "Simulate" }).click();
    await simulator.getByRole("alert").getByRole("link", { name: "Source" }).waitFor();
    const header = "From: ann@customer.test\nTo: support@acme.test\nX-Plan: gold\n";
    await simulator.getByLabel("Source", { exact: true }).fill(`${header}Auto-Submitted: auto-replied\n\nI am away.`);
    await simulator.getByRole("button", { name: "Simulate" }).click();
    await simulator.getByText("It is not offered: it is parked (autoreply-ooo-without-thread).").waitFor();
    await simulator
      .getByLabel("A file")
      .setInputFiles({ name: "a.eml", mimeType: "message/rfc822", buffer: Buffer.from(`${header}\nHello`) });
    await simulator.getByRole("button", { name: "Simulate" }).click();
    await simulator.getByText("Read as human").waitFor();
    await simulator.getByText("Waits in vip with priority 0.").waitFor();
    await pictureOf(page, "admin-rules-source");
  });

  await t.test("what publishing changes is seen before; then it routes, and is counted", async () => {
    await page.getByRole("button", { name: "Publish…" }).click();
    await page.locator(".difference", { hasText: "gold" }).getByText("new").waitFor();
    await pictureOf(page, "admin-rules-difference");
    await page.getByRole("button", { name: "Publish now" }).click();
    await page.getByText("Version 1 counts · root").waitFor();
    await page.getByText("The draft says what counts.").waitFor();
    await mailIn(t, smtp, { subject: "For gold", headers: ["X-Plan: gold"] });
    await page.reload();
    await eventually(
      async () => {
        await page.reload();
        await page.locator(".rule-line").first().waitFor();
        return page.locator(".rule-line", { hasText: "gold" }).first().innerText();
      },
      (text) => text.includes("held in the last week: 1"),
    );
    await page.getByRole("button", { name: "What counts" }).click();
    await page.getByLabel("Which mail").selectOption({ label: "one that came in" });
    await page.getByRole("button", { name: /For gold/ }).click();
    await page.getByText("Waits in vip with priority 0.").waitFor();
    await page.locator(".saw", { hasText: "gold" }).first().waitFor();
  });

  await t.test("whoever else writes is seen, and nobody's words are lost", async () => {
    await page.getByRole("button", { name: "Draft", exact: true }).click();
    await page.getByRole("button", { name: "Change gold" }).click();
    await form.getByLabel("Value").first().fill("platinum");
    const rules = (await draft()).map(({ hitsLastWeek: _, ...one }) =>
      one.id === "gold" ? { ...one, note: "theirs" } : one,
    );
    assert.equal((await send("PUT", "/draft", { rules })).status, 200);
    await form.getByRole("alert").getByText("Somebody else has changed this rule meanwhile").waitFor();
    assert.equal(await form.getByLabel("Value").first().inputValue(), "platinum");
    assert.equal(await page.getByRole("button", { name: "Undo" }).isDisabled(), true);
    await save();
    await eventually(sentencesOf(page), (all) => all.some((one) => one.includes("platinum")));
    await page.getByRole("button", { name: "Remove gold" }).click();
    await eventually(draft, (now) => idsOf(now).length === 1);
    await page.getByRole("button", { name: "Difference (1)" }).click();
    await page.locator('.difference[data-change="removed"]', { hasText: "gold" }).waitFor();
    await page.getByRole("button", { name: "Discard the draft" }).click();
    await page.getByText("The draft says what counts.").waitFor();
    await page.getByRole("button", { name: "What counts" }).click();
    await page.getByLabel("Earlier version").fill("0");
    await page.getByRole("button", { name: "Bring back as the draft" }).click();
    await page.getByText("The draft is version 0.").waitFor();
    assert.deepEqual(await draft(), []);
  });

  await t.test("what the draft would make of last week's mail is seen before it counts", async () => {
    await page.getByRole("button", { name: "Draft", exact: true }).click();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByRole("button", { name: "Change gold" }).click();
    await form.getByLabel("Value").last().fill("general");
    await save();
    await page.getByText("Saved in the draft.").waitFor();
    await page.getByRole("button", { name: /^Difference/ }).click();
    await page.getByRole("button", { name: "Run on last week" }).click();
    await page.getByText("Otherwise: 1 of 1 e-mails of the last seven days.").waitFor();
    const words = (await page.locator(".replay .rule").innerText()).replaceAll(/\s+/g, " ");
    assert.match(words, /^For gold .* vip, priority 0 \(gold\) general, priority 0 \(gold\)$/);
    await pictureOf(page, "admin-rules-replayed");
  });

  await t.test("whoever is no admin has no such page", async () => {
    const statuses = await clientOf(http, "sam").get(`root:${address}/vocabulary`);
    assert.equal(statuses.status, 403);
  });

  // A form that was refused.
  assert.deepEqual(
    complaints.all.filter((one) => !/status of 400 .*\/rules/.test(one)),
    [],
  );
});

const sentencesOf = (page: Page) => () => sentences(page);

test("rules of the provisioning file are shown with their source, and tried, not changed", {
  skip: noBrowser,
  timeout: 120_000,
}, async (t) => {
  // biome-ignore lint/suspicious/noThenProperty: the file calls it so (desktop.md 13).
  const given = { id: "gold", if: [{ field: "header.X-Plan", value: "gold" }], then: [{ set: "queue", value: "vip" }] };
  const { page, complaints } = await opened(t, { rules: [given] });
  await page.getByText("The provisioning file gives the rules: change them there.").waitFor();
  assert.deepEqual(await sentences(page), ["If header X-Plan is gold Then queue vip"]);
  assert.equal(await page.getByRole("button", { name: /New rule|Change gold|Publish/ }).count(), 0);
  const simulator = page.getByRole("region", { name: "Simulator" });
  await simulator.getByLabel("Header").fill("From: ann@customer.test\nTo: support@acme.test\nX-Plan: Gold");
  await simulator.getByRole("button", { name: "Simulate" }).click();
  await simulator.getByText("Waits in vip with priority 0.").waitFor();
  await pictureOf(page, "admin-rules-of-file");
  assert.deepEqual(complaints.all, []);
});
