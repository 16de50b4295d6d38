import assert from "node:assert/strict";
import test from "node:test";
import { noBrowser, openDesktop, startBrowser } from "../support/browser.ts";
import { eventually } from "../support/eventually.ts";
import { clientOf } from "../support/http.ts";
import { mailIn } from "../support/mail.ts";
import { startServer } from "../support/server.ts";
import { acmeWith, writeTeam } from "../support/team.ts";

test("an e-mail that is only looked at follows what others do with it", {
  skip: noBrowser,
  timeout: 120_000,
}, async (t) => {
  const team = await writeTeam(t, await acmeWith({ undoSendSeconds: 0 }));
  const { http, smtp } = (await startServer(t, { team })).ready();
  const browser = await startBrowser(t);
  const alice = await openDesktop(browser, http, "alice");
  const sam = await openDesktop(browser, http, "sam");
  const client = clientOf(http, "alice");
  const noted = sam.page.getByRole("complementary", { name: "Context" }).getByText("104-22");
  const where = sam.page.locator(".whereabouts");
  const accept = alice.page.getByRole("region", { name: "New e-mail" }).getByRole("button", { name: "Accept" });
  /** Sam has it open before anybody has it. */
  const looks = async (subject: string): Promise<string> => {
    const id = await mailIn(t, smtp, { subject });
    await eventually(
      () => clientOf(http, "sam").get(`/me/emails/${id}`),
      ({ body }) => Object(body["email"]).isBeingRead !== true,
    );
    await sam.page.goto(`${http}/interactions/${id}`);
    await sam.page.getByRole("heading", { name: subject }).waitFor();
    await sam.page.locator(".now").getByText("Where is it?").waitFor();
    return id;
  };
  const notes = async (id: string): Promise<void> => {
    const userData = { "Customer no": "104-22" };
    const { status, text } = await client.post(`/me/emails/${id}`, { operationName: "UpdateUserData", userData });
    assert.equal(status, 200, text);
  };

  await t.test("at once, when they are at the desktop too", async () => {
    const id = await looks("Seen by two");
    await where.getByText("Waits in support").waitFor();
    await alice.page.getByRole("button", { name: "Go ready" }).click();
    await accept.waitFor();
    await alice.press("F2");
    await alice.page.getByRole("heading", { name: "Seen by two" }).waitFor();
    await sam.page.getByText("alice is viewing").waitFor();
    await where.getByText("alice works on this").waitFor();
    assert.equal(await alice.page.locator(".whereabouts").count(), 0);
    await notes(id);
    await alice.press("u");
    await noted.waitFor({ timeout: 5_000 });
  });

  await t.test("after a while, when they come by another client", async () => {
    await alice.page.goto("about:blank");
    const id = await looks("Noted elsewhere");
    await eventually(
      () => client.post(`/me/emails/${id}`, { operationName: "Accept" }),
      (answer) => answer.status === 200,
    );
    await notes(id);
    await noted.waitFor({ timeout: 25_000 });
  });

  await t.test("what is taken away from its reader stays to be read, without verbs", async () => {
    await alice.page.goto(`${http}/inbox`);
    const id = await mailIn(t, smtp, { subject: "Taken away" });
    await accept.waitFor();
    await alice.press("F2");
    await alice.page.getByRole("heading", { name: "Taken away" }).waitFor();
    const reply = alice.page
      .locator(".conversation .verbs")
      .getByRole("button", { name: /^Reply/ })
      .first();
    await reply.waitFor();
    const { id: agentId } = Object((await client.get("/me")).body["user"]);
    assert.equal((await client.post("/me/channels/email", { operationName: "NotReady" })).status, 200);
    const taken = { operationName: "TakeBack", interactionId: id };
    assert.equal((await clientOf(http, "sam").post(`root:/api/postroom/v1/agents/${agentId}`, taken)).status, 200);
    await reply.waitFor({ state: "detached" });
    await alice.page.getByRole("heading", { name: "Taken away" }).waitFor();
    await alice.page.locator(".now").getByText("Where is it?").waitFor();
  });

  assert.deepEqual([...alice.complaints.all, ...sam.complaints.all], []);
});
