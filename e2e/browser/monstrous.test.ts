import assert from "node:assert/strict";
import test from "node:test";
import { type Desktop, noBrowser, openDesktop, pictureOf, startBrowser } from "../support/browser.ts";
import { clientOf } from "../support/http.ts";
import { accepted, mailIn } from "../support/mail.ts";
import { monster, monstrous, whatLeavesItsPlace } from "../support/monstrous.ts";
import { startServer } from "../support/server.ts";
import { sendMail } from "../support/smtp.ts";
import { acmeWith, writeTeam } from "../support/team.ts";

/** As long as a name of the configuration may be, which holds no invisible characters. */
const name = monstrous(130).replace(/[\u202E\u200B\u2060]/g, "");
const dana = {
  ...{ userName: "dana", password: "dana-demo-1", firstName: name, lastName: name },
  ...{ roles: ["agent", "supervisor"], skills: { English: 5 }, groups: ["FrontLine", name], capacity: { email: 9 } },
};
const settings = { undoSendSeconds: 60, invitationTimeout: 600, declineReasons: [name] };
const more = {
  agents: [dana],
  groups: [{ name }],
  queues: [{ name }],
  workbins: [{ name, type: "AgentGroup" }],
  standardResponses: [{ category: name, name, language: "en", body: `<p>${"W".repeat(5_000)}</p>` }],
};

type See = (state: string) => Promise<void>;

async function offerAndRead({ page, press }: Desktop, see: See): Promise<void> {
  await page.locator(".invitation[data-offered=true]").waitFor();
  await see("offer");
  await page.locator(".invitation").getByRole("button", { name: "Accept" }).click({ trial: true });
  await press("Shift+F2");
  await page.getByRole("dialog").waitFor();
  await see("decline");
  await press("Escape");
  await press("F2");
  await page.locator(".conversation h2").waitFor();
  // A name that turns the text is seen to do so, and its address stands beside it.
  assert.match(await page.locator(".message header").first().innerText(), /\[U\+202E\].{1,30}… <a+@b+\.test>/);
  await see("conversation");
  // A hundred addresses fold behind the first ones.
  const { height } = (await page.locator(".message header").first().boundingBox()) ?? { height: Number.NaN };
  assert.ok(height < 400, `${height} pixels above the text`);
  await page.locator(".message header summary").first().click();
  await page.locator(".message header").first().getByText("c99@").waitFor();
  await see("addresses");
}

async function dialogs({ page, press }: Desktop, see: See): Promise<void> {
  await press("m");
  await page.locator("textarea[name=text]").fill(monstrous(9_000));
  await see("note");
  await page.locator(".note-form button").click();
  await page.locator('.message[data-kind="note"]').waitFor();
  await see("note-shown");
  for (const [key, state] of Object.entries({ s: "status", t: "transfer", b: "workbin", d: "disposition" })) {
    await press(key);
    await page.getByRole("dialog").waitFor();
    await see(state);
    await press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
  }
}

async function reply({ page, press }: Desktop, see: See): Promise<void> {
  const paper = page.locator(".composer .paper[contenteditable]");
  await press("r");
  await page.locator(".composer .paper:focus").waitFor();
  await page.keyboard.type("/");
  await page.locator(".picker .preview").waitFor();
  await see("picker");
  await press("Escape");
  await paper.focus();
  await page.keyboard.insertText(monstrous(10_000));
  const file = { name: `${"n".repeat(200)}\u202E.txt`, mimeType: "text/plain", buffer: Buffer.from("x") };
  await page.locator('.composer input[type="file"]').setInputFiles([file]);
  await page.locator(".composer .attachments a").waitFor();
  await see("composer");
  await page.getByRole("button", { name: "Send and done" }).click();
  await page.locator(".holds .notice, .guard li").first().waitFor();
  await see("sent");
}

async function views({ page, press }: Desktop, see: See): Promise<void> {
  for (const view of ["workbins", "queues", "drafts", "search"]) {
    await page.locator(`.rail a[href="/${view}"]`).click();
    await see(view);
  }
  await page.locator("#search").fill(`subject:${"W".repeat(500)}`);
  await press("Enter");
  await page.locator(".item-list .shelves .button").click();
  await page.locator("form.shelves input[name=name]").fill(name.slice(0, 100));
  await page.locator("form.shelves .button").click();
  await page.locator('.rail a[href^="/views/"]').waitFor();
  await see("view");
  for (const view of ["wallboard", "agents"]) {
    await page.locator(`.rail a[href="/${view}"]`).click();
    await page.locator(".supervisor table").first().waitFor();
    await see(view);
    await page.setViewportSize({ width: 390, height: 800 });
    await see(`narrow-${view}`);
    await page.setViewportSize({ width: 1280, height: 800 });
  }
}

test("nothing that others wrote runs, turns or leaves its place, however long it is", {
  skip: noBrowser,
  timeout: 240_000,
}, async (t) => {
  const { http, smtp } = (await startServer(t, { team: await writeTeam(t, await acmeWith(settings, more)) })).ready();
  const desktop = await openDesktop(await startBrowser(t), http, "dana");
  const { page } = desktop;
  const problems: string[] = [];
  const see: See = async (state) => {
    await pictureOf(page, `monstrous-${state}`);
    problems.push(...(await whatLeavesItsPlace(page)).map((one) => `${state}: ${one}`));
  };
  await page.getByRole("button", { name: "Go ready" }).click();
  const { raw } = monster(40);
  const id = accepted(await sendMail(t, smtp, { from: "ann@customer.test", to: ["support@acme.test"], raw }));
  await offerAndRead(desktop, see);
  const userData = { [name]: monstrous(9_000) };
  const written = await clientOf(http, "dana").post(`/me/emails/${id}`, { operationName: "UpdateUserData", userData });
  assert.equal(written.status, 200);
  await dialogs(desktop, see);
  await reply(desktop, see);
  await views(desktop, see);
  assert.deepEqual([problems, desktop.complaints.all], [[], []]);
});

test("of a text of megabytes the beginning stands there, and more of it at each press", {
  skip: noBrowser,
  timeout: 120_000,
}, async (t) => {
  const { http, smtp } = (await startServer(t, { team: "acme" })).ready();
  const text = `first line\n${"https://a.test/ and a line of a log\n".repeat(7_000)}last line`;
  const id = await mailIn(t, smtp, { text });
  const { page, complaints } = await openDesktop(await startBrowser(t), http, "sam");
  await page.goto(`${http}/interactions/${id}`);
  const shown = page.locator(".now .mail-text");
  const button = page.getByRole("button", { name: "Show more of this text" });
  const frame = page.locator(".now .message iframe");
  await shown.or(frame).first().waitFor();
  if ((await shown.count()) === 0) {
    await page.locator(".conversation").focus();
    await page.keyboard.press("v");
  }
  await shown.getByText("first line").waitFor();
  assert.ok((await shown.innerText()).length < 110_000);
  for (let presses = 0; presses < 2; presses++) await button.click();
  await button.waitFor({ state: "detached" });
  assert.match(await shown.innerText(), /last line\s*$/);
  assert.deepEqual(complaints.all, []);
});
