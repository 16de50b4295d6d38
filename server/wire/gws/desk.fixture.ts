import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import { type Answer, type Ask, startHttp } from "../../adapters/http/http.fixture.ts";
import type { Push } from "../../ports/publisher.ts";
import { readAndRoute, receive, type TestMail } from "../../testing/agent-day.ts";
import { acme, type Centre } from "../../testing/centre.ts";
import { catchUp } from "../catch-up.ts";
import { pushMessages } from "../push-messages.ts";

/** Both dialects: where e-mails are, under which key one is read, on which topic it is told of. */
export const dialects = [
  { name: "A", path: "/me/interactions", topic: "/v2/me/interactions", under: "interaction" },
  { name: "B", path: "/me/emails", topic: "/v2/me/emails", under: "email" },
] as const;

export type Dialect = (typeof dialects)[number];
type Body = Readonly<Record<string, unknown>>;
/** What a resource shows; tests compare, they do not trust. */
export type Shown = ReturnType<typeof JSON.parse>;

/** Ann's mail of wire.md 13. */
export const annsMail: { readonly headers: readonly string[] } = {
  headers: [
    "From: Ann Lee <ann@customer.test>",
    "Reply-To: ann.private@customer.test",
    "To: support@acme.test",
    "Cc: bob@customer.test",
    "Subject: Order 4711",
    "Message-ID: <m1@customer.test>",
  ],
};

/** A centre behind HTTP, spoken to in one dialect. */
export type Desk = {
  readonly centre: Centre;
  /** Any request. */
  ask(request: Ask): Promise<Answer>;
  /** Asks for an operation on an e-mail; an empty id: on the collection. */
  op(userName: string, id: string, body: Body, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  /** The same, and it must be done: the id of the draft it made, or of the e-mail itself. */
  done(userName: string, id: string, body: Body): Promise<string>;
  read(userName: string, id: string): Promise<Shown>;
  /** Logged in and Ready, by HTTP. */
  ready(...userNames: readonly string[]): Promise<void>;
  /** A received mail that the user has accepted. */
  accepted(userName: string, mail?: TestMail): Promise<string>;
  /** What the user was told on the dialect's topic since the last time this was asked. */
  heard(userName: string): Promise<readonly Shown[]>;
};

export async function desk(t: TestContext, dialect: Dialect, file: unknown = acme): Promise<Desk> {
  const http = await startHttp(t, { file });
  const { centre } = http;
  const base = `/api/v2${dialect.path}`;
  const seen = new Map<string, number>();
  const op: Desk["op"] = (as, id, body, headers = {}) =>
    http.ask({ method: "POST", path: id === "" ? base : `${base}/${id}`, as, body, headers });
  const done: Desk["done"] = async (as, id, body) => {
    const answer = await op(as, id, body);
    assert.equal(answer.status, 200, answer.text);
    return String(answer.json["replyInteractionId"] ?? id);
  };
  const ready: Desk["ready"] = async (...userNames) => {
    for (const as of userNames) {
      const start = { operationName: "StartContactCenterSession", channels: ["email"] };
      await http.ask({ method: "POST", path: "/api/v2/me", as, body: start });
      await http.ask({ method: "POST", path: "/api/v2/me/channels/email", as, body: { operationName: "Ready" } });
    }
  };
  return {
    centre,
    ask: http.ask,
    op,
    done,
    ready,
    async read(as, id) {
      const answer = await http.ask({ path: `${base}/${id}`, as });
      assert.equal(answer.status, 200, answer.text);
      return answer.json[dialect.under];
    },
    async accepted(userName, mail = annsMail) {
      await ready(userName);
      const id = await receive(centre, mail);
      await readAndRoute(centre);
      return done(userName, id, { operationName: "Accept" });
    },
    async heard(userName) {
      const { id } = await centre.as(userName);
      const mine = (await told(centre)).filter(({ user, topic }) => user === id && topic === dialect.topic);
      const before = seen.get(userName) ?? 0;
      seen.set(userName, mine.length);
      return mine.slice(before).map(({ data }) => data);
    },
  };
}

/** Everything that was pushed to anybody. */
async function told(centre: Centre): Promise<readonly Push[]> {
  await catchUp(centre.performing);
  const events = await centre.performing.store.read((reading) => reading.journal.after(0, 10_000));
  return pushMessages(centre.performing.store, events, { publicUrl: "http://postroom.test", bodyBytesMax: 262_144 });
}

/** Own settings of a user, before the user's first request: who is signed in is remembered for a while. */
export async function withSettings(centre: Centre, userName: string, settings: Readonly<Record<string, string>>) {
  await centre.pool.query("UPDATE users SET settings = $1 WHERE user_name = $2", [JSON.stringify(settings), userName]);
}

/** Status, code and text of an answer, and that both envelopes say the same. */
export function refusalIn({ status, json }: Answer) {
  assert.equal(json["status"], "error", JSON.stringify(json));
  assert.equal(json["errorDescription"], json["statusMessage"]);
  return [status, json["statusCode"], json["statusMessage"]];
}

/** The content of an e-mail as either dialect shows it, in one form. */
export function contentOf(shown: Shown) {
  const list = (text: string): readonly string[] => text.split(", ").filter((one) => one !== "");
  const a = shown.email_object;
  return a === undefined
    ? {
        from: shown.from ?? "",
        to: shown.to,
        cc: shown.cc ?? [],
        bcc: shown.bcc ?? [],
        subject: shown.subject,
        text: shown.bodyAsPlainText,
        html: shown.body,
      }
    : {
        from: a.FromAddress,
        to: list(a.ToAddress),
        cc: list(a.CCAddresses),
        bcc: list(a.BCCAddresses ?? ""),
        subject: a.Subject,
        text: a.Text,
        html: a.StructuredText,
      };
}

/** What the mail of a draft will name in In-Reply-To and References. */
export async function threadingOf({ performing }: Centre, draft: string) {
  return performing.store.read(async ({ interactions }) => {
    const interaction = await interactions.byId(draft);
    const content = await interactions.content(interaction?.content ?? "");
    return [content?.inReplyTo, content?.references];
  });
}
