import test from "node:test";
import { noBrowser, openDesktop, startBrowser } from "../support/browser.ts";
import { mailIn } from "../support/mail.ts";
import { startServer } from "../support/server.ts";

test("a stranger's mail that names another case says so above its text, and an ordinary one says nothing", {
  skip: noBrowser,
  timeout: 120_000,
}, async (t) => {
  const server = await startServer(t, { team: "acme" });
  const { http, smtp } = server.ready();
  const browser = await startBrowser(t);
  const { page, press } = await openDesktop(browser, http, "alice");
  const accept = page.getByRole("button", { name: "Accept" });
  const threading = page.locator('.about [data-kind="threading"]');
  await page.getByRole("button", { name: "Go ready" }).click();
  await mailIn(t, smtp, { subject: "Invoice 4711", messageId: "<first@customer.test>" });
  await accept.waitFor();
  await press("F2");
  await page.getByRole("heading", { name: "Invoice 4711" }).waitFor();
  await threading.waitFor({ state: "detached" });
  const headers = ["In-Reply-To: <first@customer.test>"];
  await mailIn(t, smtp, { from: "eve@other.test", subject: "Re: Invoice 4711", headers });
  await accept.waitFor();
  await press("F2");
  await page.getByRole("heading", { name: "Re: Invoice 4711" }).waitFor();
  await threading.getByText("Not joined: it names a mail of another case").waitFor();
  await threading.getByText("The sender was not in this case before").waitFor();
  await threading.getByText("inReplyTo: <first@customer.test>").waitFor();
});
