import { watch } from "./browser.ts";
import { clientOf } from "./http.ts";
import { check, preferring, type Walk } from "./walk.ts";

/** The pages of an admin, who is somebody else than who walks. What went wrong in them is a problem too. */
export async function administration(walk: Walk): Promise<void> {
  const { http, look, problems } = walk;
  const browser = walk.page.context().browser();
  if (browser === null) throw new Error("the page has no browser");
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: "en-GB" });
  context.setDefaultTimeout(15_000);
  const complaints = watch(context, http);
  await context.addInitScript({ content: preferring(look) });
  const theirs: Walk = { ...walk, page: await context.newPage() };
  await signIn(theirs);
  await setUp(theirs);
  await mailboxes(theirs);
  await system(theirs);
  await audit(theirs);
  await persons(theirs);
  await skills(theirs);
  await rules(theirs);
  await queues(theirs);
  await responses(theirs);
  walk.states = theirs.states;
  problems.push(
    ...complaints.all.filter(
      (one) =>
        !/status of 400 .*\/(?:audit|mailboxes|skill-grid|rules\/draft|config\/queues|setup-steps|users|response-templates)/.test(
          one,
        ),
    ),
  );
  await context.close();
}

async function signIn({ page, http }: Walk): Promise<void> {
  await page.goto(`${http}/`);
  await page.locator("input[name=userName]").fill("root");
  await page.locator("input[name=password]").fill("root-demo-1");
  await page.locator(".sign-in button").click();
  await page.locator(".shell").waitFor();
}

/** What is done, and what is left; a proof that is none, and an agent who is refused. */
async function setUp(walk: Walk): Promise<void> {
  const { page } = walk;
  await page.locator('.rail a[href="/admin/setup"]').click();
  await page.locator(".set-up-steps > li").last().waitFor();
  await page.locator(".set-up-steps details summary").click();
  await page.locator(".set-up-steps details .button").click();
  await page.locator(".set-up-steps details .problems").waitFor();
  await page.locator(".set-up-steps > li").last().locator("form > .side-by-side .button").click();
  await page.locator(".set-up-steps > li").last().locator(".problems").waitFor();
  await check(walk, "admin-setup-refused");
  await page.setViewportSize({ width: 320, height: 640 });
  await check(walk, "narrow-admin-setup");
  await page.setViewportSize({ width: 1280, height: 800 });
}

async function mailboxes(walk: Walk): Promise<void> {
  const { page } = walk;
  await page.locator('.rail a[href="/admin/mailboxes"]').click();
  await page.locator(".card").first().waitFor();
  await page.locator(".card .button").last().click();
  await page.locator(".card .log li").first().waitFor();
  await check(walk, "admin-mailboxes");
  await page.locator(".admin > .verbs .button").click();
  await page.locator(".open-mailbox [data-path=address]").fill("sales@acme.test");
  await page.locator(".open-mailbox [data-path='imap.host']").fill("127.0.0.1");
  await page.locator(".open-mailbox .found").waitFor();
  await page.locator(".open-mailbox .found summary").click();
  await page.locator(".open-mailbox > .more summary").click();
  await page.locator(".open-mailbox [data-path='imap.logIn']").selectOption("oauth");
  await page.keyboard.press("Control+s");
  await page.locator(".open-mailbox .problems").waitFor();
  await check(walk, "admin-mailbox-refused");
  await page.setViewportSize({ width: 320, height: 640 });
  await check(walk, "narrow-admin-mailbox-refused");
  await page.locator(".open-mailbox [data-path='imap.logIn']").selectOption("password");
  await page.locator(".open-mailbox [data-path='imap.password']").fill("not-this-one-1");
  await page.locator(".open-mailbox [data-path='imap.user']").fill("sales");
  await page.locator(".open-mailbox [data-path='imap.port']").fill("1");
  await page.locator(".open-mailbox .try-it .button").first().click();
  await page.locator(".open-mailbox .trial > p").waitFor();
  await check(walk, "narrow-admin-mailbox-failed");
  await page.locator(".open-mailbox > .verbs .button").last().click();
  await page.locator(".open-mailbox").waitFor({ state: "detached" });
  await check(walk, "narrow-admin-mailboxes");
}

async function system(walk: Walk): Promise<void> {
  const { page } = walk;
  await page.locator('.rail a[href="/admin/system"]').click();
  await page.locator(".admin tbody tr").first().waitFor();
  await check(walk, "narrow-admin-system");
  await page.setViewportSize({ width: 1280, height: 800 });
  await check(walk, "admin-system");
}

/** What happened so far, and somebody who is looked for and is not there. */
async function audit(walk: Walk): Promise<void> {
  const { page } = walk;
  await page.locator('.rail a[href="/admin/audit"]').click();
  await page.locator(".audit tbody tr").first().waitFor();
  await page.locator(".admin > header .button").click();
  await page.locator('.chain .standing[data-trouble="fine"]').waitFor();
  await check(walk, "admin-audit");
  await page.setViewportSize({ width: 320, height: 640 });
  await check(walk, "narrow-admin-audit");
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.locator(".filter input[name=actor]").fill("nobody");
  await page.keyboard.press("Enter");
  await page.locator(".filter .problem").waitFor();
  await check(walk, "admin-audit-refused");
}

/** Somebody who is kept, and others with open mail. */
async function persons(walk: Walk): Promise<void> {
  const { page } = walk;
  await page.locator('.rail a[href="/admin/persons"]').click();
  await page.locator(".filter input[name=q]").fill("ann");
  await page.keyboard.press("Enter");
  const card = page.locator(".card").first();
  await card.locator(".form input").last().fill("A case at court");
  await card.locator(".form .button").last().click();
  await card.locator(":scope > .verbs .button").waitFor();
  await check(walk, "admin-persons");
  await page.setViewportSize({ width: 320, height: 640 });
  await check(walk, "narrow-admin-persons");
  await page.setViewportSize({ width: 1280, height: 800 });
  await card.locator(":scope > .verbs .button").click();
  await card.locator(".form").last().waitFor();
}

/** The grid with levels that are not saved, and with one that cannot be changed here. */
async function skills(walk: Walk): Promise<void> {
  const { page, http } = walk;
  const root = clientOf(http, "root");
  await root.post("/users", { userName: "zoe", password: "zoe-has-a-long-one", roles: ["ROLE_AGENT"] });
  await page.locator('.rail a[href="/admin/skills"]').click();
  await page.locator(".skills tbody tr").first().waitFor();
  await page.locator(".skills tbody tr").last().locator("td").first().click();
  await page.keyboard.press("7");
  await page.locator('.skills td[data-pending="true"]').waitFor();
  await page.locator(".skills tbody tr").first().locator("td").first().click();
  await page.keyboard.press("7");
  await page.locator(".filter input").fill("Golf");
  await page.locator(".filter .problem").waitFor();
  await check(walk, "admin-skills");
  await page.setViewportSize({ width: 320, height: 640 });
  await check(walk, "narrow-admin-skills");
}

const condition = (field: string, op: string, value: string) => ({ field, op, value });

/** A draft beside what counts: a rule that is refused, the way of a mail, and what publishing would change. */
async function rules(walk: Walk): Promise<void> {
  const { page, http } = walk;
  const root = clientOf(http, "root");
  const put = (all: readonly object[]) =>
    root.send("PUT", "root:/api/postroom/v1/rules/draft", {
      body: JSON.stringify({ rules: all }),
      headers: { "content-type": "application/json" },
    });
  const set = (name: string, value: string | number) => ({ set: name, value });
  // biome-ignore-start lint/suspicious/noThenProperty: the wire calls it so (desktop.md 13).
  const plus = {
    id: "plus",
    if: [condition("contact.plan", "is", "Plus")],
    then: [set("priority", 20)],
    continue: true,
  };
  const words = [condition("subject", "has", "cancel|kündig"), condition("text", "has", "cancel|kündig")];
  const retention = { id: "retention", match: "any", if: words, then: [set("priority", 5)], note: "as agreed in May" };
  const forged = { id: "forged", if: [condition("sender", "is", "forged")], then: [set("userData.Doubt", "yes")] };
  // biome-ignore-end lint/suspicious/noThenProperty: as above.
  await put([plus, retention]);
  await root.post("root:/api/postroom/v1/rules/publish", {});
  await put([forged, { ...retention, match: "all" }]);
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.locator('.rail a[href="/admin/rules"]').click();
  await page.locator(".rule-line").nth(1).waitFor();
  await page
    .locator(".simulator textarea")
    .last()
    .fill("From: ann@customer.test\nTo: support@acme.test\nSubject: Please cancel");
  await page.locator(".simulator .form .button").click();
  await page.locator(".way").waitFor();
  await check(walk, "admin-rules");
  await page.locator(".way").scrollIntoViewIfNeeded();
  await check(walk, "admin-rules-way");
  await page.locator(".rule-line .button").first().click();
  await page.locator(".rule .form [data-path='if[0].value']").fill("false");
  await page.keyboard.press("Control+s");
  await page.locator(".rule .form .problems").waitFor();
  await check(walk, "admin-rules-refused");
  await page.setViewportSize({ width: 320, height: 640 });
  await check(walk, "narrow-admin-rules-refused");
  await page.locator(".rule .form > .verbs .button").last().click();
  await page.locator(".rules-verbs .button.main").click();
  await page.locator(".difference").first().waitFor();
  await check(walk, "narrow-admin-rules-difference");
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.locator(".replay .button").click();
  await page.locator(".replay [role=status]:not(:empty)").waitFor();
  await page.locator(".replay .button").nth(1).waitFor({ state: "detached" });
  await check(walk, "admin-rules-difference");
}

/** Queues of the file, and one that is written and refused. */
async function queues(walk: Walk): Promise<void> {
  const { page } = walk;
  await page.locator('.rail a[href="/admin/queues"]').click();
  await page.locator(".queues .card").first().waitFor();
  await check(walk, "admin-queues");
  await page.locator(".admin > .verbs .button").click();
  await page.locator(".open-queue [data-path=name]").fill("vip");
  await page.locator(".open-queue [data-path='sla.replySeconds']").fill("soon");
  await page.locator(".open-queue [data-path=hours]").check();
  await page.locator(".open-queue [data-path='hours.monday']").fill("noon");
  await page.locator(".open-queue fieldset > .button").click();
  await page.keyboard.press("Control+s");
  await page.locator(".open-queue .problems").waitFor();
  await check(walk, "admin-queues-refused");
  await page.setViewportSize({ width: 320, height: 640 });
  await check(walk, "narrow-admin-queues-refused");
  await page.locator(".open-queue > .verbs .button").last().click();
  await page.locator(".open-queue").waitFor({ state: "detached" });
  await check(walk, "narrow-admin-queues");
}

/** Responses with a language that is missing, in the narrow window that the walk before it left, and in a wide one. */
async function responses(walk: Walk): Promise<void> {
  const { page, http } = walk;
  const root = clientOf(http, "root");
  const { body } = await root.get("/response-categories?fields=*");
  const [category] = [body["categories"]].flat();
  const text = { name: "bienvenida", language: "es", body: "<p>Bienvenida</p>", approved: false };
  await root.post("/response-templates", { ...text, groupUri: Object(category).uri });
  await page.locator('.rail a[href="/admin/responses"]').click();
  await page.locator(".responses tbody tr").nth(1).waitFor();
  await check(walk, "narrow-admin-responses");
  await page.setViewportSize({ width: 1280, height: 800 });
  await check(walk, "admin-responses");
  await page.locator(".responses td .soft + .button").first().click();
  await page.locator(".open-text .paper").waitFor();
  await page.locator(".open-text [data-path=shortcut]").fill("two words");
  await page.locator(".open-text [data-path=startTime]").fill("2026-12-24");
  await page.keyboard.press("Control+s");
  await page.locator(".open-text .problems").waitFor();
  await check(walk, "admin-response-refused");
  await page.setViewportSize({ width: 320, height: 640 });
  await page.locator(".open-text .body-field .tick input").check();
  await check(walk, "narrow-admin-response-refused");
}
