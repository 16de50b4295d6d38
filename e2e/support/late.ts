import type { TestContext } from "node:test";
import { setTimeout } from "node:timers/promises";
import type { Locator, Page } from "playwright-core";
import { type Complaints, openDesktop, startBrowser } from "./browser.ts";
import { type Client, clientOf } from "./http.ts";
import { type Letter, mailIn } from "./mail.ts";
import { startServer } from "./server.ts";
import { type Sink, startSink } from "./sink.ts";
import { acmeWith, writeTeam } from "./team.ts";

/** Somebody at work in the browser who is faster than the answers. */
export type Hasty = {
  readonly page: Page;
  readonly press: (key: string) => Promise<void>;
  readonly complaints: Complaints;
  /** The same person beside the browser. */
  readonly client: Client;
  readonly sink: Sink;
  /** Where mail comes in. */
  readonly smtp: string;
  readonly row: (subject: string) => Locator;
  /** Mail that is offered and accepted; resolves with its id once it stands in the list. */
  readonly takes: (subject: string, changes?: Letter) => Promise<string>;
  readonly offered: (subject: string) => Promise<string>;
  readonly opens: (subject: string) => Promise<void>;
  /** Begins a reply to what is open, and writes. */
  readonly replies: (text: string) => Promise<void>;
  /** Keys go to the page. */
  readonly leavesFields: () => Promise<void>;
  readonly paper: Locator;
  readonly heading: Locator;
  readonly state: (id: string) => Promise<unknown>;
};

const agent = {
  ...{ userName: "rita", password: "rita-demo-1", firstName: "Rita", lastName: "Ray", emailAddress: "rita@acme.test" },
  ...{ roles: ["agent"], skills: { English: 5 }, groups: ["FrontLine"], capacity: { email: 30 } },
};

/** Starts a server whose sends are held for a second, and its one agent, who is ready. */
export async function startHasty(t: TestContext): Promise<Hasty> {
  const sink = await startSink(t);
  const team = await writeTeam(t, await acmeWith({ undoSendSeconds: 1 }, { agents: [agent] }));
  const { http, smtp } = (await startServer(t, { team, relay: sink.url })).ready();
  const viewport = { width: 1280, height: 1_800 };
  const { page, press, complaints } = await openDesktop(await startBrowser(t), http, agent.userName, { viewport });
  const client = clientOf(http, agent.userName);
  await page.getByRole("button", { name: "Go ready" }).click();
  const row = (subject: string) => page.getByRole("option", { name: subject });
  const paper = page.locator(".composer .paper[contenteditable]");
  const heading = page.locator(".conversation h2").first();
  const offered = async (subject: string, changes: Letter = {}): Promise<string> => {
    const id = await mailIn(t, smtp, { subject, ...changes });
    await page.locator(".invitation .subject", { hasText: subject }).waitFor();
    return id;
  };
  return {
    ...{ page, press, complaints, client, sink, smtp, row, paper, heading, offered },
    async takes(subject, changes) {
      const id = await offered(subject, changes);
      await press("F2");
      await row(subject).waitFor();
      return id;
    },
    async opens(subject) {
      await row(subject).click();
      await page.getByRole("heading", { name: subject, exact: true }).waitFor();
    },
    async replies(text) {
      await press("r");
      await page.locator(".composer .paper:focus").waitFor();
      await page.keyboard.type(text);
    },
    leavesFields: () => page.locator(".conversation").focus(),
    state: async (id) => Object((await client.get(`/me/emails/${id}`)).body["email"]).state,
  };
}

/** Answers to requests whose method and body say that come so much later, until the routes of the page are taken away. */
export async function answersLate(page: Page, path: RegExp, says = /^/, ms = 800): Promise<void> {
  await page.route(path, async (route) => {
    const request = route.request();
    if (says.test(`${request.method()} ${request.postData() ?? ""}`)) await setTimeout(ms);
    await route.continue().catch(() => undefined);
  });
}
