import assert from "node:assert/strict";
import test from "node:test";
import { noBrowser } from "../support/browser.ts";
import { startHasty } from "../support/late.ts";

const dayMs = 86_400_000;
const minuteMs = 60_000;

test("a browser whose clock is wrong by a day counts by the server's", {
  skip: noBrowser,
  timeout: 120_000,
}, async (t) => {
  const hasty = await startHasty(t);
  const { page, press, client } = hasty;
  await page.evaluate(`localStorage.setItem("postroom-snooze", "hour")`);
  for (const wrongBy of [dayMs, -dayMs]) {
    await page.addInitScript({
      content: `{ const Right = Date;
        globalThis.Date = class extends Right {
          constructor(...given) { given.length === 0 ? super(Right.now() + ${wrongBy}) : super(...given); }
          static now() { return Right.now() + ${wrongBy}; }
        }; }`,
    });
    await page.reload();
    const subject = `Wrong by ${wrongBy}`;
    await hasty.offered(subject);
    const seconds = Number(/\d+/.exec(await page.locator(".invitation .seconds").innerText())?.[0]);
    assert.ok(seconds > 5 && seconds < 40, `${seconds} s are left`);
    await press("F2");
    await hasty.row(subject).waitFor();
    await hasty.opens(subject);
    await hasty.leavesFields();
    assert.match(await hasty.row(subject).locator("time").innerText(), /^[01] min/);
    const snoozed = page.waitForResponse((answer) => answer.url().endsWith("/snooze"));
    await press("h");
    assert.equal((await snoozed).status(), 200);
    const { body } = await client.get("root:/api/postroom/v1/me/snapshot");
    const until = Math.max(...[body["snoozes"]].flat().map((one) => Date.parse(Object(one).until)));
    assert.ok(Math.abs(until - Date.now() - 60 * minuteMs) < 5 * minuteMs, new Date(until).toISOString());
    if (wrongBy > 0) await page.addInitScript({ content: "globalThis.Date = Object.getPrototypeOf(Date);" });
  }
  assert.deepEqual(hasty.complaints.all, []);
});
