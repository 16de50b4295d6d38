import type { TestContext } from "node:test";
import { type Agent, startAgent } from "../../support/agent.ts";
import type { Dialect } from "../../support/dialect.ts";
import { type Client, clientOf } from "../../support/http.ts";
import { type Letter, letter, mailIn } from "../../support/mail.ts";
import { startServer } from "../../support/server.ts";
import { type Sink, startSink } from "../../support/sink.ts";

/** The setting of wire.md 13: the server with its team and a relay, alice Ready, bob logged in, both listening. */
export type Seed = {
  readonly dialect: Dialect;
  readonly http: string;
  readonly alice: Agent;
  readonly bob: Agent;
  readonly root: Client;
  readonly nobody: Client;
  readonly sink: Sink;
  /** Sends Ann's mail; resolves with the interaction's id. */
  readonly mail: (changes?: Letter) => Promise<string>;
  /** `$IN`: mailed, offered to alice, accepted. */
  readonly accepted: (changes?: Letter) => Promise<string>;
  /** `$IN` and its draft `$DR`. */
  readonly replied: (parameters?: object, changes?: Letter) => Promise<{ readonly id: string; readonly draft: string }>;
};

/** A row of the seed and how it is checked; `row` is its number in wire.md 13. */
export type Row = { readonly row: number; readonly promise: string; readonly check: (seed: Seed) => Promise<void> };

/** Checks the rows one after the other in one dialect, on one server; each begins with nothing held by anybody. */
export async function checkRows(t: TestContext, dialect: Dialect, rows: readonly Row[]): Promise<void> {
  const seed = await startSeed(t, dialect);
  for (const { row, promise, check } of rows.toSorted((one, other) => one.row - other.row)) {
    await t.test(`row ${row}, dialect ${dialect.name}: ${promise}`, async () => {
      await seed.alice.become("Ready");
      try {
        await check(seed);
      } finally {
        await Promise.all([seed.alice.tidy(), seed.bob.tidy()]);
      }
    });
  }
}

async function startSeed(t: TestContext, dialect: Dialect): Promise<Seed> {
  const sink = await startSink(t);
  const server = await startServer(t, { team: "acme", relay: sink.url });
  const { http, smtp } = server.ready();
  const topics = ["/v2/me/interactions", "/me/interactions", "/v2/me/emails"];
  const [alice, bob] = await Promise.all([
    startAgent(t, { http, userName: "alice", dialect, topics, isReady: true }),
    startAgent(t, { http, userName: "bob", dialect, topics }),
  ]);

  const mail = (changes: Letter = {}) => mailIn(t, smtp, changes);
  const accepted = async (changes: Letter = {}) => {
    const id = await mail(changes);
    await alice.hears(id, "Invited");
    await alice.does(id, "Accept");
    return id;
  };
  const replied = async (parameters: object = {}, changes: Letter = {}) => {
    const id = await accepted(changes);
    const { replyInteractionId } = await alice.does(id, "Reply", parameters);
    return { id, draft: String(replyInteractionId) };
  };
  return {
    dialect,
    http,
    alice,
    bob,
    root: clientOf(http, "root"),
    nobody: clientOf(http),
    sink,
    mail,
    accepted,
    replied,
  };
}

/** A letter whose Message-ID the test wants to know. */
export function known(changes: Letter = {}): Required<Pick<Letter, "messageId">> & Letter {
  return { ...changes, messageId: letter(changes).messageId };
}
