import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import { type Listener, listen } from "./cometd.ts";
import type { Release } from "./cometd-releases.ts";
import { type Dialect, dialectA, type Seen, type Told } from "./dialect.ts";
import { type Answer, type Body, type Client, clientOf, logIn } from "./http.ts";

/** A user at work in one dialect: asks over HTTP, hears with the official client. */
export type Agent = {
  readonly client: Client;
  readonly listener: Listener;
  /** `POST /me/<resource>/{id}`. */
  readonly ask: (id: string, operationName: string, parameters?: object) => Promise<Answer>;
  /** As `ask`; fails unless it was done. */
  readonly does: (id: string, operationName: string, parameters?: object) => Promise<Body>;
  /** The first notification about this e-mail in this state on the dialect's topic. */
  readonly hears: (id: string, state: string, suits?: (told: Told) => boolean, withinMs?: number) => Promise<Told>;
  /** `GET /me/<resource>/{id}`. */
  readonly sees: (id: string) => Promise<Seen>;
  /** Everything the user holds now. */
  readonly holds: () => Promise<readonly Seen[]>;
  readonly become: (readiness: "Ready" | "NotReady") => Promise<void>;
  /** Becomes NotReady, finishes whatever the user holds. */
  readonly tidy: () => Promise<void>;
};

export type AgentOptions = {
  readonly http: string;
  /** Where the user listens; `http` unless given. */
  readonly listensAt?: string;
  readonly release?: Release;
  readonly userName: string;
  readonly password?: string;
  readonly dialect?: Dialect;
  readonly transport?: "long-polling" | "websocket";
  /** Besides the dialect's. */
  readonly topics?: readonly string[];
  /** Whether the agent becomes Ready; otherwise only logged in. */
  readonly isReady?: boolean;
};

/** Listens, then logs in, as wire.md 2.1 says. */
export async function startAgent(t: TestContext, options: AgentOptions): Promise<Agent> {
  const { dialect = dialectA, topics = [], isReady = false, listensAt = options.http, ...who } = options;
  const client = clientOf(options.http, options.userName, options.password);
  const listener = await listen(t, { ...who, http: listensAt, topics: [...new Set([dialect.topic, ...topics])] });
  const list = `/me/${dialect.resource}`;

  const ask: Agent["ask"] = (id, operationName, parameters = {}) =>
    client.post(`${list}/${id}`, { operationName, ...parameters });
  const does: Agent["does"] = async (...asked) => done(await ask(...asked), asked[1]);
  const become: Agent["become"] = async (readiness) => {
    done(await client.post("/me/channels/email", { operationName: readiness }), readiness);
  };
  const holds = async () => dialect.all((await client.get(`${list}?fields=*`)).body);

  if (isReady) await logIn(client);
  else {
    done(await client.post("/me", { operationName: "StartContactCenterSession", channels: ["email"] }), "log-in");
    await become("NotReady");
  }
  return {
    client,
    listener,
    ask,
    does,
    become,
    holds,
    async hears(id, state, suits = () => true, withinMs = 10_000) {
      const heard = await listener.until(({ channel, data }) => {
        if (channel !== dialect.topic || !JSON.stringify(data).includes(id)) return false;
        const told = dialect.told(data);
        return told.id === id && told.state === state && suits(told);
      }, withinMs);
      return dialect.told(heard.data);
    },
    sees: async (id) => dialect.one((await client.get(`${list}/${id}`)).body),
    async tidy() {
      await become("NotReady");
      for (const { id, state } of await holds()) {
        if (state === "Invited") await does(id, "Accept");
        await does(id, state === dialect.words.draft ? "Cancel" : "Complete");
      }
      listener.forget();
    },
  };
}

function done({ status, body, text }: Answer, what: string): Body {
  assert.equal(status, 200, `${what}: ${text}`);
  assert.deepEqual([body["status"], body["statusCode"]], ["ok", 0], text);
  return body;
}
