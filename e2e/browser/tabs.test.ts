import assert from "node:assert/strict";
import test from "node:test";
import { noBrowser } from "../support/browser.ts";
import { eventually } from "../support/eventually.ts";
import { startHasty } from "../support/late.ts";

test("a draft is written in one tab at a time, and taken over after a question with every word", {
  skip: noBrowser,
  timeout: 120_000,
}, async (t) => {
  const hasty = await startHasty(t);
  const { page, client } = hasty;
  const id = await hasty.takes("Two tabs");
  await hasty.opens("Two tabs");
  await hasty.leavesFields();
  await hasty.replies("From the first");
  const other = await page.context().newPage();
  const question = (tab: typeof page) => tab.getByText("This draft is being written in another tab.");
  const here = (tab: typeof page) => tab.getByRole("button", { name: "Write here" });
  const paper = (tab: typeof page) => tab.locator(".composer .paper[contenteditable]");
  const savedText = async (): Promise<string> => {
    const emails = [(await client.get("/me/emails?fields=*")).body["emails"]].flat().map(Object);
    return String(emails.find(({ parentId }) => parentId === id)?.bodyAsPlainText);
  };

  await t.test("after a question, with the last words", async () => {
    await other.goto(page.url());
    await other.getByRole("option", { name: "Two tabs" }).click();
    await question(other).waitFor();
    assert.equal(await paper(other).count(), 0);
    await page.keyboard.type(", to the last word");
    await here(other).click();
    await paper(other).getByText("From the first, to the last word").waitFor();
    await question(page).waitFor();
    assert.equal(await paper(page).count(), 0);
    await paper(other).click();
    await other.keyboard.press("Control+End");
    await other.keyboard.type(" and the second");
    await other.getByText(/^Saved/).waitFor();
    assert.match(await savedText(), /From the first, to the last word and the second/);
    assert.equal(await other.getByRole("button", { name: "Keep mine" }).count(), 0);
  });

  await t.test("and by itself when the other one closes", async () => {
    await other.close();
    await paper(page).getByText("and the second").waitFor();
    assert.equal(await question(page).count(), 0);
  });

  await t.test("from a tab that sleeps, and what it had does no harm when it wakes", async () => {
    const third = await page.context().newPage();
    await third.goto(page.url());
    await third.getByRole("option", { name: "Two tabs" }).click();
    await question(third).waitFor();
    // The one that is asked hears nothing, as a tab that the browser has put to sleep.
    await third.evaluate("BroadcastChannel.prototype.postMessage = () => undefined");
    await here(third).click();
    await paper(third).getByText("and the second").waitFor();
    await question(page).waitFor();
    await paper(third).click();
    await third.keyboard.press("Control+End");
    await third.keyboard.type(", then the third");
    await third.getByText(/^Saved/).waitFor();
    await eventually(savedText, (text) => /and the second, then the third/.test(text));
  });
  // A save of the one tab of which the other has not heard yet is found out and done again on top of it. desktop.md 5.3
  assert.deepEqual(
    hasty.complaints.all.filter((one) => !one.includes("409")),
    [],
  );
});
