import type { TestContext } from "node:test";
import { startAgent } from "../../support/agent.ts";
import { type Dialect, dialectA } from "../../support/dialect.ts";
import { type Answer, type Client, clientOf } from "../../support/http.ts";
import { mailIn } from "../../support/mail.ts";
import { startServer } from "../../support/server.ts";
import { acmeWith, writeTeam } from "../../support/team.ts";

export const jsonBytesMax = 200_000;
export const messageBytesMax = 150_000;

/** What the cases act on: `processing` and `draft` are alice's, `invited` is offered to bob, `sent` was a draft of alice's. */
export type Setting = {
  readonly dialect: Dialect;
  readonly alice: Client;
  readonly bob: Client;
  readonly root: Client;
  readonly sam: Client;
  readonly nobody: Client;
  readonly processing: string;
  readonly draft: string;
  readonly invited: string;
  readonly sent: string;
};

/** A request that must be refused: what is wrong, HTTP status, code, text. */
export type Refused = readonly [
  what: string,
  http: number,
  code: number,
  text: RegExp,
  ask: (on: Setting) => Promise<Answer>,
];

/** `POST /me/<resource>/{id}` by alice, or by whom is given. */
export const op = (on: Setting, id: string, operationName: unknown, parameters: object = {}, who = on.alice) =>
  who.post(`/me/${on.dialect.resource}/${id}`, { operationName, ...parameters });

/** A body as it is, about the interaction that alice is processing. */
export const raw = ({ dialect, alice, processing }: Setting, body: string, type = "application/json") =>
  alice.post(`/me/${dialect.resource}/${processing}`, body, { "content-type": type });

/** Send of alice's draft with this content, in the dialect's container. */
export const send = (on: Setting, content: object, besides: object = {}) =>
  op(on, on.draft, "Send", { [on.dialect.container]: content, ...besides });

/** The same request with a version that was long ago. */
export const stale = ({ dialect, alice, processing }: Setting, operationName: string) =>
  alice.post(`/me/${dialect.resource}/${processing}`, { operationName }, { "if-match": '"1"' });

/** A server with small limits, and one interaction in each state. */
export async function startSetting(t: TestContext): Promise<Setting> {
  const settings = { jsonBytesMax, messageBytesMax, attachmentBytesMax: 100_000 };
  const unhurried = { requestRate: 1_000, requestBurst: 10_000, invitationTimeout: 600 };
  const team = await writeTeam(t, await acmeWith({ ...settings, ...unhurried }));
  const server = await startServer(t, { team });
  const { http, smtp } = server.ready();
  const alice = await startAgent(t, { http, userName: "alice", isReady: true });
  const processing = await mailIn(t, smtp);
  await alice.hears(processing, "Invited");
  await alice.does(processing, "Accept");
  const { replyInteractionId: draft } = await alice.does(processing, "Reply");
  const { replyInteractionId: sent } = await alice.does(processing, "Reply");
  await alice.does(String(sent), "Send");
  await alice.become("NotReady");
  const bob = await startAgent(t, { http, userName: "bob", isReady: true });
  const invited = await mailIn(t, smtp);
  await bob.hears(invited, "Invited");
  return {
    dialect: dialectA,
    alice: alice.client,
    bob: bob.client,
    root: clientOf(http, "root"),
    sam: clientOf(http, "sam"),
    nobody: clientOf(http),
    processing,
    draft: String(draft),
    invited,
    sent: String(sent),
  };
}
