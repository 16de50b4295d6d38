import assert from "node:assert/strict";
import test from "node:test";
import type { Locator } from "playwright-core";
import { noBrowser, pictureOf } from "../support/browser.ts";
import { startHasty } from "../support/late.ts";
import { mailIn } from "../support/mail.ts";

const subject = "Invoice \u202Efdp.exe";
const encoded = `=?utf-8?B?${Buffer.from(subject).toString("base64")}?=`;

/** The letters behind the override in the order in which they stand on the screen. */
const onScreen = (place: Locator): Promise<string> =>
  place.evaluate((element: unknown) => {
    const { document, NodeFilter } = Object(globalThis);
    const walk = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const lineMin = 8;
    const letters: { readonly letter: string; readonly x: number; readonly y: number }[] = [];
    for (let node = walk.nextNode(); node !== null; node = walk.nextNode()) {
      for (const [at, letter] of [...String(node.data)].entries()) {
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        if (/[a-z.]/.test(letter)) {
          const { x, y } = range.getBoundingClientRect();
          letters.push({ letter, x, y });
        }
      }
    }
    return letters
      .sort((one, other) => (Math.abs(one.y - other.y) > lineMin ? one.y - other.y : one.x - other.x))
      .map(({ letter }) => letter)
      .join("");
  });

test("an override in a subject is seen and turns nothing, and the subject stays what it was", {
  skip: noBrowser,
  timeout: 60_000,
}, async (t) => {
  const hasty = await startHasty(t);
  const { page, press } = hasty;
  const headers = ["MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8"];
  const id = await mailIn(t, hasty.smtp, { subject: encoded, headers, text: `Pay to ${subject}` });
  await page.locator(".invitation .subject").waitFor();
  assert.match(await onScreen(page.locator(".invitation .subject")), /fdp\.exe$/);
  await press("F2");
  const row = page.locator(`#row-${id} .subject`);
  await row.waitFor();
  await hasty.heading.waitFor();
  for (const place of [row, hasty.heading]) {
    assert.match(await onScreen(place), /fdp\.exe$/);
    assert.equal(await place.textContent(), subject);
  }
  assert.match((await hasty.heading.getAttribute("title")) ?? "", /\[U\+202E\]/);
  assert.match(await onScreen(page.locator(`#row-${id} .preview`)), /fdp\.exe$/);
  await press("r");
  await page.locator(".composer .paper:focus").waitFor();
  const field = page.locator(".composer").getByLabel("Subject");
  assert.equal(await field.inputValue(), `Re: ${subject}`);
  // A field obeys it, so what it holds is said below it.
  const turned = page.locator(".composer .turned");
  assert.match(await onScreen(turned.locator("bdi").first()), /fdp\.exe$/);
  await pictureOf(page, "turned-subject");
  await turned.getByRole("button", { name: "Remove these signs" }).click();
  assert.equal(await field.inputValue(), "Re: Invoice fdp.exe");
  await turned.waitFor({ state: "detached" });
  await page.locator("#search").fill("invoice");
  await press("Enter");
  await page.locator(".row .preview mark").first().waitFor();
  assert.match(await onScreen(page.locator(`#row-${id} .preview`)), /fdp\.exe$/);
  assert.deepEqual(hasty.complaints.all, []);
});
