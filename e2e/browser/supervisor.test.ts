import assert from "node:assert/strict";
import test from "node:test";
import { noBrowser, openDesktop, pictureOf, startBrowser, watch } from "../support/browser.ts";
import { clientOf, logIn } from "../support/http.ts";
import { mailIn } from "../support/mail.ts";
import { startServer } from "../support/server.ts";

test("a supervisor sees the room, and may act in it", { skip: noBrowser, timeout: 120_000 }, async (t) => {
  const server = await startServer(t, { team: "acme" });
  const { http, smtp } = server.ready();
  await mailIn(t, smtp, { subject: "Where is my parcel?" });
  await mailIn(t, smtp, { subject: "And my other parcel?" });
  const browser = await startBrowser(t);
  const { page, press, complaints } = await openDesktop(browser, http, "sam");
  const row = (name: string) => page.getByRole("row", { name: new RegExp(`^${name}\\b`) });

  const choose = async (agent: string, verb: string): Promise<void> => {
    await page.getByRole("button", { name: `What to do ${agent}` }).click();
    await page.getByRole("menuitem", { name: verb }).click();
  };

  await t.test("what waits stands on the wallboard, and follows without a reload", async () => {
    await press("g");
    await press("b");
    await page.getByRole("heading", { name: "Wallboard" }).waitFor();
    await row("support").getByRole("cell", { name: "2", exact: true }).waitFor();
    // Another tab of hers has no connection of its own: the first one brings it what it watches.
    const other = await page.context().newPage();
    await other.goto(`${http}/wallboard`);
    const there = other.getByRole("row", { name: /^support\b/ });
    await there.getByRole("cell", { name: "2", exact: true }).waitFor();
    // From here on only what is told can bring it.
    await page.context().route("**/v1/wallboard", (route) => route.abort());
    await mailIn(t, smtp, { subject: "A third one" });
    await row("support").getByRole("cell", { name: "3", exact: true }).waitFor();
    // What came in within the last hour, and nobody is there who could take it.
    await there.getByRole("cell", { name: "3", exact: true }).waitFor();
    await other.close();
    await page.context().unrouteAll();
    await row("support").getByText("+3 −0").waitFor();
    await row("support").getByRole("img", { name: "3 came in 4 hours" }).waitFor();
    await pictureOf(page, "wallboard");
  });

  await t.test("agents are shown with state, load and day; an item is taken back and offered to another", async () => {
    const alice = clientOf(http, "alice");
    await logIn(alice);
    await page.getByRole("link", { name: "Agents" }).click();
    await page.locator('tr[data-state="Ready"]', { hasText: "alice" }).waitFor();
    await choose("alice", "What is held");
    const why = page.locator(".holding details.why").first();
    await why.locator("summary").click();
    await why.getByText("alice: holds").waitFor();
    await why.getByText(/^Needed:/).waitFor();
    await pictureOf(page, "agents");
    await choose("alice", "Set Not Ready …");
    await page.getByLabel("Reason, which alice is told").fill("Training");
    await page.keyboard.press("Enter");
    await page.locator('tr[data-state="NotReady"]', { hasText: "Training" }).waitFor();
    await choose("alice", "What is held");
    await page.getByRole("button", { name: "Take back Where is my parcel?" }).click();
    await page.getByRole("button", { name: "Take back Where is my parcel?" }).waitFor({ state: "detached" });
    await choose("alice", "Offer an e-mail …");
    await page.getByRole("button", { name: "Offer Where is my parcel?" }).click();
    await page.getByRole("button", { name: "Offer Where is my parcel?" }).waitFor({ state: "detached" });
    const { body } = await alice.get("/me/emails?fields=*");
    const held = [body["emails"]].flat().map((email) => [Object(email).subject, Object(email).state]);
    assert.ok(
      held.some(([subject, state]) => subject === "Where is my parcel?" && state === "Invited"),
      JSON.stringify(held),
    );
  });

  await t.test("an agent sees who did what and why, also after a reload, until it is put away", async () => {
    await choose("alice", "Write a message …");
    await page.getByLabel("Message to alice").fill("Call me, please");
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await page.locator(".asked").waitFor({ state: "detached" });
    const { page: hers, complaints: heard } = await openDesktop(browser, http, "alice");
    const notice = hers.locator(".notice", { hasText: "sam writes:" });
    await notice.getByText("Call me, please").waitFor();
    await hers.getByText("sam set you Not Ready.").waitFor();
    await hers.getByText("Reason: Training").waitFor();
    await hers.getByText("sam took back “Where is my parcel?”").waitFor();
    await pictureOf(hers, "notices");
    await hers.reload();
    await notice.getByRole("button", { name: "Dismiss" }).click();
    await notice.waitFor({ state: "detached" });
    await hers.reload();
    await hers.getByText("sam set you Not Ready.").waitFor();
    assert.equal(await notice.count(), 0);
    await press("Control+k");
    await page.keyboard.type("ali messa");
    await page.getByRole("option", { name: "alice: Write a message …" }).waitFor();
    await pictureOf(page, "commands-agent");
    await page.keyboard.press("Enter");
    await page.getByLabel("Message to alice").waitFor();
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.getByLabel("Message to alice").waitFor({ state: "detached" });
    await choose("alice", "Log off …");
    await page.getByText("alice gets no more mail and is signed out everywhere.").waitFor();
    await page.getByRole("button", { name: "Log off", exact: true }).click();
    await page.locator('tr[data-state="LoggedOut"]', { hasText: "alice" }).waitFor();
    await hers.getByText("You were signed out.").waitFor();
    assert.deepEqual(
      heard.all.filter((one) => !one.includes("401")),
      [],
    );
  });

  await t.test("a group has a board of its own, by its URL, and what needs attention is named", async () => {
    await page.goto(`${http}/wallboard?group=FrontLine`);
    await row("support").getByText("0/0").waitFor();
    await page.getByText("3 wait in support, and nobody who is there could take them").waitFor();
    await row("review").waitFor({ state: "detached" });
    await page.getByLabel("Group").selectOption("");
    await row("review").waitFor();
  });

  await t.test("what nobody could take is moved to another queue, and z takes that back", async () => {
    const waiting = (queue: string, count: number) =>
      row(queue).getByRole("cell").nth(1).getByText(`${count}`, { exact: true });
    await page.getByRole("button", { name: "Move 3 … support" }).click();
    await page.getByLabel("Move the oldest 3 that wait in support to").selectOption("general");
    await pictureOf(page, "move");
    await page.getByRole("button", { name: "Move", exact: true }).click();
    await page.getByText("Moved 3 from support to general").waitFor();
    await waiting("general", 3).waitFor();
    await waiting("support", 0).waitFor();
    await pictureOf(page, "moved");
    await press("z");
    await page.getByText("3 of 3 are back in support").waitFor();
    await waiting("support", 3).waitFor();
  });

  await t.test(
    "a screen on the wall shows the room by a link, with nobody signed in, until it is taken back",
    async () => {
      await page.getByRole("button", { name: "Screens" }).click();
      await page.getByLabel("Where it hangs").fill("Hall");
      await page.keyboard.press("Enter");
      const url = await page.locator(".once code").innerText();
      const context = await browser.newContext();
      const heard = watch(context, http);
      const wall = await context.newPage();
      await wall.goto(url);
      const support = wall.getByRole("row", { name: /^support\b/ });
      await support.getByRole("cell", { name: "3", exact: true }).waitFor();
      assert.equal(await wall.locator("a, button, input, select").count(), 0);
      assert.deepEqual(await context.cookies(), []);
      await mailIn(t, smtp, { subject: "A fourth one" });
      await support.getByRole("cell", { name: "4", exact: true }).waitFor();
      await page.getByRole("button", { name: "Take back the link Hall" }).click();
      await wall.getByText("The link of this screen has been taken back.").waitFor();
      assert.equal(await support.count(), 0);
      await wall.goto(`${http}/inbox`);
      await wall.getByRole("textbox", { name: "User name" }).waitFor();
      assert.deepEqual(
        heard.all.filter((one) => !one.includes("401")),
        [],
      );
      await context.close();
    },
  );

  await t.test("numbers that grow old say so", async () => {
    await page.route("**/{wallboard,notifications}*", (route) => route.abort());
    await page.route("**/notifications/**", (route) => route.abort());
    await page.locator('.as-of[data-stale="true"]').waitFor();
    assert.match(await page.locator(".as-of").innerText(), /^Old numbers/);
    await page.unrouteAll();
    await page.locator('.as-of[data-stale="false"]').waitFor();
  });

  await t.test("an agent has no such pages", async () => {
    const { page: hers } = await openDesktop(browser, http, "bob");
    assert.equal(await hers.getByRole("link", { name: "Wallboard" }).count(), 0);
  });

  assert.deepEqual(
    complaints.all.filter((one) => !one.includes("ERR_FAILED")),
    [],
  );
});
