import assert from "node:assert/strict";
import test from "node:test";
import { noBrowser, openDesktop, startBrowser } from "../support/browser.ts";
import { mailIn } from "../support/mail.ts";
import { startServer } from "../support/server.ts";
import { startSink } from "../support/sink.ts";
import { acmeWith, writeTeam } from "../support/team.ts";

/** What a browser does with pages that it forbids to keep anything, and where there is no room left. */
const devices = {
  forbidden: `for (const name of ["localStorage", "indexedDB"])
    Object.defineProperty(globalThis, name, { get() { throw new DOMException("forbidden", "SecurityError"); } });`,
  full: `Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };
    IDBObjectStore.prototype.put = () => { throw new DOMException("full", "QuotaExceededError"); };`,
};

test("a device that keeps nothing keeps nobody from work, and is not said to keep a draft", {
  skip: noBrowser,
  timeout: 120_000,
}, async (t) => {
  for (const [name, script] of Object.entries(devices)) {
    await t.test(name, async (t) => {
      const sink = await startSink(t);
      const team = await writeTeam(t, await acmeWith({ undoSendSeconds: 1 }));
      const { http, smtp } = (await startServer(t, { team, relay: sink.url })).ready();
      const browser = await startBrowser(t);
      const { page, press, complaints } = await openDesktop(browser, http, "alice");
      await page.addInitScript({ content: script });
      await page.reload();
      await page.locator(".shell").waitFor();
      await page.getByRole("button", { name: "Go ready" }).click();
      const accept = page.getByRole("region", { name: "New e-mail" }).getByRole("button", { name: "Accept" });
      await mailIn(t, smtp, { subject: "Later" });
      await accept.waitFor();
      await press("F2");
      await page.getByRole("heading", { name: "Later" }).waitFor();
      await press("h");
      await page.locator(".holds").getByRole("button").first().waitFor();
      await press("z");
      await page.getByRole("heading", { name: "Later" }).waitFor();
      await press("r");
      await page.locator(".composer .paper:focus").waitFor();
      await page.keyboard.type("Kept by the server");
      await page.getByText(/^Saved/).waitFor();
      await page.route("**/me/emails/*", (route) => route.abort());
      await page.keyboard.type(" or by nobody");
      await page.getByText("Neither saved on the server nor kept on this device").waitFor();
      await page.unrouteAll({ behavior: "ignoreErrors" });
      await page.getByText(/^Saved/).waitFor();
      await press("Control+Enter");
      assert.match((await sink.until(1, 20_000))[0]?.raw.toString() ?? "", /Kept by the server or by nobody/);
      assert.deepEqual(
        complaints.all.filter((one) => !one.includes("ERR_FAILED")),
        [],
      );
    });
  }
});
