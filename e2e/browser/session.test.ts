import assert from "node:assert/strict";
import test from "node:test";
import { noBrowser } from "../support/browser.ts";
import { startHasty } from "../support/late.ts";

test("a session that ends in the middle of a word is asked for over it, and the word stays", {
  skip: noBrowser,
  timeout: 120_000,
}, async (t) => {
  const hasty = await startHasty(t);
  const { page, paper } = hasty;
  await hasty.takes("Ends here");
  await hasty.opens("Ends here");
  await hasty.leavesFields();
  await hasty.replies("Before the end");
  await page.getByText(/^Saved/).waitFor();
  await page.context().clearCookies();
  // As people type: it is heard of before the last letter.
  await page.keyboard.type(" and after it", { delay: 200 });
  // Not only when the push connection hears of it, which waits for half a minute.
  await page.locator(".sign-in").waitFor({ timeout: 10_000 });
  await page.getByLabel("User name").fill("rita");
  await page.getByLabel("Password").fill("rita-demo-1");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.locator(".sign-in").waitFor({ state: "detached" });
  assert.match(await paper.innerText(), /^Before the end and after it$/m);
  const emails = async () => [(await hasty.client.get("/me/emails?fields=*")).body["emails"]].flat().map(Object);
  await page.getByText(/^Saved/).waitFor();
  assert.ok((await emails()).some(({ bodyAsPlainText }) => /and after it/.test(bodyAsPlainText)));
  assert.deepEqual(hasty.complaints.all, []);
});
