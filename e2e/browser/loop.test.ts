import assert from "node:assert/strict";
import test from "node:test";
import { noBrowser, openDesktop, pictureOf, startBrowser } from "../support/browser.ts";
import { clientOf } from "../support/http.ts";
import { mailIn } from "../support/mail.ts";
import { startServer } from "../support/server.ts";
import { startSink } from "../support/sink.ts";
import { acmeWith, writeTeam } from "../support/team.ts";

const pressesMax = 8;
const clicksMax = 4;
const declineReasons = ["Not in my languages", "I know this customer"];

test("the loop: offered, accepted, read, answered, done, by keyboard and by mouse", {
  skip: noBrowser,
  timeout: 120_000,
}, async (t) => {
  const sink = await startSink(t);
  const refund = {
    ...{ category: "Greetings", name: "refund", language: "en", subject: "" },
    body: "<p>Dear <$ Contact.LastName $>, we pay <$ ask.Amount $> back.</p>",
  };
  const notReadyReasons = [{ operationName: "Lunch", displayName: "Lunch", reason: "Lunch" }];
  const settings = { undoSendSeconds: 1, notReadyReasons, declineReasons, afterRejectPause: 1 };
  const more = {
    standardResponses: [refund],
    queues: [{ name: "brief", invitationTimeout: 6 }],
    mailboxes: [{ address: "brief@acme.test", queue: "brief" }],
  };
  const team = await writeTeam(t, await acmeWith(settings, more));
  const server = await startServer(t, { team, relay: sink.url });
  const { http, smtp } = server.ready();
  const browser = await startBrowser(t);
  const { page, press, presses, complaints } = await openDesktop(browser, http, "alice");
  await page.getByRole("button", { name: "Go ready" }).click();
  const offer = page.getByRole("region", { name: "New e-mail" }).getByRole("button", { name: "Accept" });

  const prefer = (preferences: object) =>
    clientOf(http, "alice").send("PUT", "root:/api/postroom/v1/me/preferences", {
      body: JSON.stringify(preferences),
      headers: { "content-type": "application/json" },
    });

  await t.test("by keyboard in eight presses, with a standard response", async () => {
    await mailIn(t, smtp, { from: "ana@customer.test", subject: "Invoice 4711 is wrong" });
    await offer.waitFor();
    await press("F2");
    await page.getByRole("heading", { name: "Invoice 4711 is wrong" }).waitFor();
    await press("r");
    await page.getByRole("textbox", { name: "Text of the e-mail" }).waitFor();
    await page.locator(".composer .paper:focus").waitFor();
    await press("/");
    for (const letter of "tha") await press(letter);
    await page.locator(".picker button").first().waitFor();
    await press("Enter");
    await page.locator(".composer .paper", { hasText: "thank you for writing" }).waitFor();
    await press("Control+Enter");
    const [mail] = await sink.until(1, 20_000);
    assert.match(mail?.raw.toString() ?? "", /thank you for writing/);
    assert.ok(presses() <= pressesMax, `${presses()} presses`);
    await page.getByText("Nothing here.").waitFor();
    t.diagnostic(JSON.stringify({ gate: "loop.keyboard", presses: presses(), max: pressesMax }));
  });

  await t.test("by mouse in four clicks", async () => {
    let clicks = 0;
    const click = async (name: string): Promise<void> => {
      clicks++;
      await page.getByRole("button", { name, exact: false }).first().click();
    };
    const text = "Guten Tag, wo ist mein Paket? Ich warte schon seit zwei Wochen darauf und habe nichts gehört.";
    const headers = ["MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8"];
    await mailIn(t, smtp, { from: "bo@customer.test", subject: "Where is my parcel?", headers, text });
    await offer.waitFor();
    await page.locator(".invitation", { hasText: "German" }).waitFor();
    await click("Accept");
    await page.getByRole("heading", { name: "Where is my parcel?" }).waitFor();
    await click("Reply");
    await page.locator('.composer .paper[lang="de"]:focus').waitFor();
    await page.keyboard.type("Hello Bo, it comes tomorrow.");
    await click("Send and done");
    const mails = await sink.until(2, 20_000);
    assert.match(mails[1]?.raw.toString() ?? "", /it comes tomorrow/);
    assert.ok(clicks <= clicksMax, `${clicks} clicks`);
    await page.getByText("Nothing here.").waitFor();
    t.diagnostic(JSON.stringify({ gate: "loop.mouse", clicks, max: clicksMax }));
  });

  await t.test("an offer names the last contact, is declined with a reason, and says when it was missed", async () => {
    const from = "ana@customer.test";
    const id = await mailIn(t, smtp, { from, to: "brief@acme.test", subject: "Once more" });
    const invitation = page.locator(".invitation[data-offered=true]", { hasText: "Once more" });
    await invitation.getByText(/^Last contact .*: alice · Re: Invoice 4711 is wrong$/).waitFor();
    await press("Shift+F2");
    await page.getByRole("button", { name: "I know this customer" }).waitFor();
    await pictureOf(page, "decline");
    await press("2");
    await invitation.waitFor({ state: "detached" });
    const { body } = await clientOf(http, "sam").get(`/interactions/${id}`);
    assert.match(JSON.stringify(body), /I know this customer/);
    await invitation.waitFor();
    await invitation.waitFor({ state: "detached" });
    await invitation.getByText(/^Missed at /).waitFor();
    await pictureOf(page, "missed");
    await press("F2");
    await page.getByRole("heading", { name: "Once more" }).waitFor();
    await page
      .getByRole("option")
      .getByText(/^Missed at /)
      .waitFor();
    await press("e");
    await page.getByText("Nothing here.").waitFor();
  });

  await t.test(
    "a response shows its values, stops the send for what is missing, and outlives being written over",
    async () => {
      const headers = ["MIME-Version: 1.0", 'Content-Type: multipart/mixed; boundary="b"'];
      const text = `--b\n\nMy money\n--b\nContent-Type: text/plain; name="terms.txt"\nContent-Disposition: attachment\n\nterms\n--b--`;
      const id = await mailIn(t, smtp, { subject: "Refund", headers, text });
      await offer.waitFor();
      await press("F2");
      await page.getByRole("heading", { name: "Refund" }).waitFor();
      const { body } = await clientOf(http, "alice").get(`/me/emails/${id}`);
      const [terms] = [Object(body["email"]).attachments].flat();
      // Whoever writes responses cannot give them files yet: the answer is the server's, with a file of the mail.
      await page.route("**/responses/*/render", async (route) => {
        const answer = await route.fetch();
        await route.fulfill({ response: answer, json: { ...(await answer.json()), attachments: [terms] } });
      });
      await press("r");
      await page.locator(".composer .paper:focus").waitFor();
      await page.keyboard.type("/refu");
      await page.locator(".picker .preview").getByText("To fill in: ask.Amount").waitFor();
      await pictureOf(page, "picker");
      await press("Enter");
      const paper = page.locator(".composer .paper");
      assert.equal(await paper.locator("[data-filled]").innerText(), "Lee");
      await page.locator(".composer .attachments").getByRole("link", { name: "terms.txt" }).waitFor();
      await page.getByText(/^Saved/).waitFor();
      await page.keyboard.press("Control+a");
      await page.keyboard.type("All is lost");
      await page.getByText("Kept on this device").waitFor();
      await page.getByText(/^Saved/).waitFor();
      await page.getByRole("button", { name: "Earlier texts" }).click();
      await page.locator(".versions li button").nth(1).click();
      await page.locator(".versions .before", { hasText: "Dear Lee, we pay [ask.Amount] back." }).waitFor();
      await pictureOf(page, "versions");
      await page.getByRole("button", { name: "Take this text" }).click();
      await paper.filter({ hasText: "Dear Lee" }).waitFor();
      await press("Control+Enter");
      await page.getByText("Fill in every marked value").waitFor();
      await pictureOf(page, "values");
      await paper.locator("[data-value]").click();
      assert.equal(sink.mails.length, 2);
      await page.keyboard.type("12 euros");
      await press("Control+Enter");
      const raw = (await sink.until(3, 20_000))[2]?.raw.toString() ?? "";
      assert.match(raw, /Dear Lee, we pay 12 euros back\./);
      assert.match(raw, /terms\.txt/);
      assert.doesNotMatch(raw, /data-value|data-filled/);
      await page.unroute("**/responses/*/render");
    },
  );

  await t.test(
    "the command box finds responses and begins the reply that they go into, and further states",
    async () => {
      const kept = await prefer({ replyLanguage: "fr" });
      assert.equal(kept.status, 200, kept.text);
      await mailIn(t, smtp, { subject: "Thank you" });
      await offer.waitFor();
      await press("F2");
      await page.getByRole("heading", { name: "Thank you" }).waitFor();
      await page.keyboard.press("Control+k");
      await page.keyboard.type("thank");
      await page.getByRole("option", { name: /Response: thanks/ }).waitFor();
      await pictureOf(page, "commands-response");
      await page.keyboard.press("Enter");
      await page.locator('.composer .paper[lang="fr"]:focus', { hasText: "thank you for writing" }).waitFor();
      await page.keyboard.type(" And more.");
      await page.locator(".composer .paper", { hasText: "And more." }).waitFor();
      await page.keyboard.press("Control+k");
      await page.keyboard.type("lunch");
      await page.getByRole("option", { name: /Status: Lunch/ }).waitFor();
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
      const status = page.locator(".status");
      await status.getByRole("button").first().click();
      await page.getByRole("dialog").getByRole("button", { name: "Do Not Disturb", exact: false }).click();
      await status.getByText("Do Not Disturb").waitFor();
      await page.keyboard.press("Control+k");
      await page.keyboard.type("end do not");
      await page.keyboard.press("Enter");
      await status.getByText("Do Not Disturb").waitFor({ state: "detached" });
    },
  );

  await t.test(
    "after this one comes lunch, and who wants to stay at what is done stays there, and finds sent mail and queues",
    async () => {
      const kept = await prefer({ afterDone: "stay" });
      assert.equal(kept.status, 200, kept.text);
      await page.locator(".status .button").first().click();
      await page.getByRole("button", { name: "After this one …" }).click();
      await pictureOf(page, "after-this");
      await page.getByRole("button", { name: "After this one: Lunch" }).click();
      await page.locator('.status[data-state="Ready"]', { hasText: "then Lunch" }).waitFor();
      await page.locator(".composer .paper").focus();
      await press("Control+Enter");
      await page.locator('.status[data-state="NotReady"]', { hasText: "Lunch" }).waitFor();
      await page.getByText("Nothing here.").waitFor();
      await page.getByRole("heading", { name: "Thank you" }).waitFor();
      assert.equal(await page.getByRole("button", { name: "Reply", exact: true }).count(), 0);
      await pictureOf(page, "stayed");
      const list = page.getByRole("listbox", { name: "E-mails" });
      await page.locator(".conversation").focus();
      await press("g");
      await press("s");
      await list.getByText("Re: Where is my parcel?").waitFor();
      await mailIn(t, smtp, { subject: "Nobody is ready" });
      await press("g");
      await press("q");
      await page.getByRole("button", { name: "support 1", pressed: true }).waitFor();
      await list.getByText("Nobody is ready").waitFor();
      await pictureOf(page, "queues");
      await mailIn(t, smtp, { subject: "Nobody is ready either" });
      await page.getByRole("button", { name: "support 2", pressed: true }).waitFor();
      await list.getByText("Nobody is ready either").waitFor();
    },
  );

  assert.deepEqual(complaints.all, []);
});
