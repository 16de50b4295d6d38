import assert from "node:assert/strict";
import test from "node:test";
import { noBrowser } from "../support/browser.ts";
import { answersLate, type Hasty, startHasty } from "../support/late.ts";

async function keepMacros(client: Hasty["client"], macros: readonly object[]): Promise<void> {
  const headers = { "content-type": "application/json" };
  const answer = await client.send("PUT", "root:/api/postroom/v1/macros", {
    headers,
    body: JSON.stringify({ macros }),
  });
  assert.equal(answer.status, 200);
}

const steps: Readonly<Record<string, (hasty: Hasty) => Promise<void>>> = {
  "words behind a macro, or behind a response of the command box, are written into the reply that it makes": async (
    hasty,
  ) => {
    const { page, press, client, paper } = hasty;
    const { body } = await client.get("root:/api/postroom/v1/responses?q=thanks");
    const responseId = Object(body["responses"])[0].id;
    const insert = { operationName: "InsertResponse", responseId };
    await keepMacros(client, [
      { name: "Begin", key: "2", steps: [{ operationName: "Reply" }, insert] },
      { name: "Insert", key: "3", steps: [insert] },
    ]);
    const insertOnly = async (): Promise<void> => {
      await hasty.replies("First, ");
      await hasty.leavesFields();
      await press("3");
    };
    const commandBox = async (): Promise<void> => {
      await page.keyboard.press("Control+k");
      await page.keyboard.type("thanks");
      await page.keyboard.press("Enter");
    };
    for (const [subject, begins] of [
      ["Behind a macro", () => press("2")],
      ["Behind a response", commandBox],
      ["Behind an insertion", insertOnly],
    ] as const) {
      const id = await hasty.takes(subject);
      await hasty.opens(subject);
      await hasty.leavesFields();
      await answersLate(page, /\/me\/emails\/[^/]+$|\/responses/);
      await begins();
      await page.keyboard.type("the deeds, he said");
      await paper.filter({ hasText: "thank you for writing" }).filter({ hasText: "the deeds, he said" }).waitFor();
      assert.equal(await page.getByRole("dialog").count(), 0);
      assert.equal(await hasty.state(id), "Processing");
      await page.unrouteAll({ behavior: "ignoreErrors" });
      await press("Escape");
    }
  },

  "whoever leaves a new reply before all answers have come is not put back into it": async (hasty) => {
    const { page, press, paper } = hasty;
    await hasty.takes("Left at once");
    await hasty.opens("Left at once");
    await hasty.leavesFields();
    await answersLate(page, /\/quote$/, /^PUT/, 1_500);
    const quoted = page.waitForResponse((answer) => answer.url().endsWith("/quote"));
    await hasty.replies("Later");
    await press("Escape");
    await quoted;
    await page.evaluate("new Promise((resolve) => setTimeout(resolve, 300))");
    await press("v");
    assert.match(await paper.innerText(), /^Later$/m);
  },

  "the key of a reply pressed twice makes one reply without a letter in it, and what is typed then is kept": async (
    hasty,
  ) => {
    const { page, press, paper } = hasty;
    await hasty.takes("Same wish");
    await hasty.opens("Same wish");
    await hasty.leavesFields();
    await answersLate(page, /\/me\/emails\/[^/]+$/, /"Reply"/);
    await press("r");
    await press("r");
    await page.keyboard.type("Hurrah");
    await page.locator(".composer .paper:focus", { hasText: "Hurrah" }).waitFor();
    await page.keyboard.type(" rrr");
    assert.match(await paper.innerText(), /^Hurrah rrr$/m);
  },
};

test("what is typed behind a command that begins a reply stands in that reply", {
  skip: noBrowser,
  timeout: 120_000,
}, async (t) => {
  const hasty = await startHasty(t);
  for (const [name, does] of Object.entries(steps)) {
    await t.test(name, () => does(hasty));
    await hasty.page.unrouteAll({ behavior: "ignoreErrors" });
    await hasty.press("Escape");
  }
  assert.deepEqual(hasty.complaints.all, []);
});
