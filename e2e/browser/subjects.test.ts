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
    const letters: { readonly letter: string; readonly x: number }[] = [];
    for (let node = walk.nextNode(); node !== null; node = walk.nextNode()) {
      for (const [at, letter] of [...String(node.data)].entries()) {
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        if (/[a-z.]/.test(letter)) letters.push({ letter, x: range.getBoundingClientRect().x });
      }
    }
    return letters
      .sort((one, other) => one.x - other.x)
      .map(({ letter }) => letter)
      .join("");
  });

test("an override in a subject is seen and turns nothing, and the subject stays what it was", {
  skip: noBrowser,
  timeout: 60_000,
}, async (t) => {
  const hasty = await startHasty(t);
  const { page, press } = hasty;
  const id = await mailIn(t, hasty.smtp, { subject: encoded });
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
  await pictureOf(page, "turned-subject");
  await press("r");
  await page.locator(".composer .paper:focus").waitFor();
  assert.equal(await page.locator(".composer").getByLabel("Subject").inputValue(), `Re: ${subject}`);
  assert.deepEqual(hasty.complaints.all, []);
});
