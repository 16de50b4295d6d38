import assert from "node:assert/strict";
import test from "node:test";
import { noBrowser, openDesktop, pictureOf, startBrowser } from "../support/browser.ts";
import { eventually } from "../support/eventually.ts";
import { clientOf } from "../support/http.ts";
import { mailIn } from "../support/mail.ts";
import { startServer } from "../support/server.ts";
import { startSink } from "../support/sink.ts";
import { acmeWith, writeTeam } from "../support/team.ts";

const mails = 5;

test("several e-mails get one text, each with its own values: looked at, sent, and called back", {
  skip: noBrowser,
  timeout: 120_000,
}, async (t) => {
  const sink = await startSink(t);
  const team = await writeTeam(t, await acmeWith({ bulkReplyHoldSeconds: 4 }));
  const { http, smtp } = (await startServer(t, { team, relay: sink.url })).ready();
  const sam = clientOf(http, "sam");
  const ids: string[] = [];
  for (let at = 1; at <= mails; at += 1) {
    const from = at === mails ? "ann1@customer.test" : `ann${at}@customer.test`;
    // The third asks for its answers elsewhere: nobody should answer that unseen.
    const headers = at === 3 ? ["Reply-To: eve@other.test"] : [];
    ids.push(await mailIn(t, smtp, { from, headers, subject: `Parcel ${at}.` }));
  }
  await eventually(
    () => sam.post("/interactions", { operationName: "Take", ids }),
    ({ body }) => body["statusCode"] === 0,
  );
  const { page, press, complaints } = await openDesktop(await startBrowser(t), http, "sam");
  const row = (subject: string) => page.getByRole("option", { name: subject });
  const jobs = page.getByRole("region", { name: "Work in the background" });
  const dialog = page.getByRole("dialog");
  const text = dialog.getByRole("textbox", { name: "Text" });
  const presses = async (...keys: readonly string[]): Promise<void> => {
    for (const key of keys) await press(key);
  };

  await t.test("a standard response and own words, whose first mails are shown before anything goes", async () => {
    await row("Parcel 5.").waitFor();
    await presses("j", "*", "a", "r");
    await dialog.getByRole("searchbox", { name: "Find a standard response" }).fill("thank");
    await dialog.getByRole("button", { name: "thanks" }).waitFor();
    await press("Enter");
    await text.getByText("Dear <$ Contact.FirstName $>, thank you for writing.").waitFor();
    await text.press("Control+End");
    await text.press("ArrowUp");
    await text.press("End");
    await page.keyboard.type(" It goes out today.");
    await dialog.getByText("With the values and attachments of “thanks”").waitFor();
    await pictureOf(page, "bulk-reply-text");
    await page.keyboard.press("Control+Enter");
    await dialog.getByText(`E-mails: ${mails}. Each gets its own answer with its own values.`).waitFor();
    await dialog.getByText("Contacts: 4; of them 1 get more than one answer.").waitFor();
    await dialog.getByText("Each answer waits 4 s before it goes").waitFor();
    assert.equal(await dialog.getByText("Dear Ann, thank you for writing.").count(), 2);
    assert.equal(await dialog.getByText("It goes out today.").count(), 2);
    await dialog.getByText("Not answered:").waitFor();
    await pictureOf(page, "bulk-reply-preview");
  });

  await t.test("what was written is there again, after a look at it and after the page was left", async () => {
    await dialog.getByRole("button", { name: "Change the text" }).click();
    await text.getByText("It goes out today.").waitFor();
    await press("Escape");
    await page.reload();
    await row("Parcel 5.").waitFor();
    await presses("j", "*", "a", "*", "r");
    await text.getByText("It goes out today.").waitFor();
    await text.click();
    await page.keyboard.press("Control+Enter");
    await dialog.getByText("Not answered:").waitFor();
  });

  await t.test("z calls back what waits, and the e-mails are in the list again", async () => {
    await press("Enter");
    await jobs.getByText(`Reply to each: ${mails - 1} of ${mails} written`).waitFor();
    await jobs.getByText(`Waiting, can be called back: ${mails - 1}`).waitFor();
    await row("Parcel 1.").waitFor({ state: "detached" });
    await pictureOf(page, "bulk-reply-held");
    await press("z");
    await jobs.getByText(`Reply to each: ${mails - 1} of ${mails - 1} called back`).waitFor();
    await row("Parcel 1.").waitFor();
    await pictureOf(page, "bulk-reply-called-back");
    assert.equal(sink.mails.length, 0);
  });

  await t.test("once it has gone nothing offers to take it back, and what was not answered says why", async () => {
    await page.locator(".rows").focus();
    await presses("*", "a", "r");
    // What was called back is there to be sent in other words.
    await text.getByText("It goes out today.").click();
    await page.keyboard.type("Good news. ");
    await page.keyboard.press("Control+Enter");
    await dialog.getByRole("button", { name: "Reply to each" }).waitFor();
    await press("Enter");
    const went = await sink.until(mails - 1, 20_000);
    assert.deepEqual(went.flatMap(({ to }) => to).toSorted(), [
      "ann1@customer.test",
      "ann1@customer.test",
      "ann2@customer.test",
      "ann4@customer.test",
    ]);
    await jobs.getByText(`Reply to each: ${mails - 1} of ${mails} sent off`).waitFor();
    assert.equal(await jobs.getByText("Waiting, can be called back").count(), 0);
    assert.equal(await jobs.getByRole("button", { name: "Undo" }).count(), 0);
    await jobs.getByRole("button", { name: "Failed: 1" }).last().click();
    await dialog.getByText("replyToOtherDomain").waitFor();
    await pictureOf(page, "bulk-reply-failures");
    await press("Escape");
    await row("Parcel 3.").waitFor();
    assert.equal(await page.locator(".row").count(), 1);
  });
  assert.deepEqual(complaints.all, []);
});
