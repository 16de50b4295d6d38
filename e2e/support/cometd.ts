import type { TestContext } from "node:test";
import { inspect } from "node:util";
import type { CometD, Message } from "cometd";
import { adapt } from "cometd-nodejs-client";
import { newest, type Release } from "./cometd-releases.ts";
import { basic } from "./http.ts";

/** One message as the client heard it. */
export type Heard = { readonly channel: string; readonly data: Readonly<Record<string, unknown>> };

/** The official CometD client of one user, subscribed anew after every handshake. */
export type Listener = {
  /** Everything heard so far, in order. */
  readonly heard: readonly Heard[];
  /** The first message that suits, heard already or still to come; rejects after `withinMs` with all that was heard. */
  readonly until: (suits: (heard: Heard) => boolean, withinMs?: number) => Promise<Heard>;
  /** Calls for everything heard from now on. */
  readonly each: (look: (heard: Heard) => void) => void;
  /** Forgets what was heard, so that `until` waits for what comes. */
  readonly forget: () => void;
  /** How many handshakes have succeeded: more than one means that the session was lost in between. */
  readonly handshakes: () => number;
  /** How many subscriptions have been confirmed: each topic once for each handshake. */
  readonly subscriptions: () => number;
  readonly clientId: () => string;
  readonly transport: () => string;
  readonly disconnect: () => Promise<void>;
};

export type ListenerOptions = {
  /** The ready line's URL. */
  readonly http: string;
  readonly userName: string;
  readonly password?: string;
  readonly topics: readonly string[];
  /** `either`: as the client comes, with credentials that it cannot send over a WebSocket. */
  readonly transport?: "long-polling" | "websocket" | "either";
  /** The acknowledgement extension; on unless false. */
  readonly ack?: boolean;
  /** Of the official client; the newest unless given. */
  readonly release?: Release;
};

// Without a cookie jar: the adapter's is one for all clients, and would mix the users of a test up.
adapt({
  cookies: {
    storeCookie: (_uri, _header, done) => done(null, undefined),
    retrieveCookies: (_context, _uri, done) => done(null, []),
  },
});

/** Handshakes and subscribes; resolves when all subscriptions are confirmed. Rejects when the server refuses one. */
export async function listen(t: TestContext, options: ListenerOptions): Promise<Listener> {
  const client = configured(options);
  const heard: Heard[] = [];
  const waiting = new Set<(heard: Heard) => void>();
  let handshakes = 0;
  let subscriptions = 0;

  const hear = ({ channel, data }: Message): void => {
    const one = { channel, data };
    heard.push(one);
    for (const look of waiting) look(one);
  };
  const subscribed = new Promise<void>((resolve, reject) => {
    client.addListener("/meta/handshake", (message) => {
      // A client that comes as it is tries a socket first, and then goes on by itself.
      if (Object(message).failure?.connectionType === "websocket" && options.transport === "either") return;
      if (!message.successful) return reject(new Error(`handshake refused: ${inspect(message, { depth: 2 })}`));
      handshakes++;
      client.batch(() => {
        const confirmed = options.topics.map(async (topic) => {
          await subscribe(client, topic, hear);
          subscriptions++;
        });
        Promise.all(confirmed).then(() => resolve(), reject);
      });
    });
  });
  const disconnect = (): Promise<void> =>
    client.isDisconnected() ? Promise.resolve() : new Promise((resolve) => client.disconnect(() => resolve()));
  t.after(disconnect);
  client.handshake();
  await subscribed.catch(async (refusal: unknown) => {
    await disconnect();
    throw refusal;
  });

  return {
    heard,
    until: (suits, withinMs = 10_000) => heardBy(heard, waiting, suits, withinMs),
    each: (look) => waiting.add(look),
    forget: () => heard.splice(0),
    handshakes: () => handshakes,
    subscriptions: () => subscriptions,
    clientId: () => client.getClientId() ?? "",
    transport: () => client.getTransport()?.type ?? "",
    disconnect,
  };
}

function configured({
  http,
  userName,
  password = `${userName}-demo-1`,
  transport = "long-polling",
  ack = true,
  release = newest,
}: ListenerOptions): CometD {
  const { CometD, AckExtension } = release.load();
  const client = new CometD();
  if (transport !== "either") client.unregisterTransport(transport === "websocket" ? "long-polling" : "websocket");
  client.unregisterTransport("callback-polling");
  if (ack) client.registerExtension("ack", new AckExtension());
  const url = new URL("/api/v2/notifications", http);
  // The client sends requestHeaders over long-polling only; for a WebSocket the credentials stand in the URL.
  if (transport === "websocket") Object.assign(url, { username: userName, password });
  client.configure({
    url: url.href,
    requestHeaders: { Authorization: basic(userName, password) },
    backoffIncrement: 100,
    maxBackoff: 1_000,
    maxNetworkDelay: 15_000,
  });
  return client;
}

function subscribe(client: CometD, topic: string, hear: (message: Message) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    client.subscribe(topic, hear, (message) => {
      if (message.successful) resolve();
      else reject(new Error(`subscription to ${topic} refused: ${inspect(message, { depth: 2 })}`));
    });
  });
}

function heardBy(
  heard: readonly Heard[],
  waiting: Set<(heard: Heard) => void>,
  suits: (heard: Heard) => boolean,
  withinMs: number,
): Promise<Heard> {
  const found = heard.find(suits);
  if (found !== undefined) return Promise.resolve(found);
  return new Promise((resolve, reject) => {
    const look = (one: Heard): void => {
      if (!suits(one)) return;
      clearTimeout(late);
      waiting.delete(look);
      resolve(one);
    };
    const late = setTimeout(() => {
      waiting.delete(look);
      reject(
        new Error(
          `nothing that suits within ${withinMs} ms; heard:\n${heard.map((one) => JSON.stringify(one)).join("\n")}`,
        ),
      );
    }, withinMs);
    waiting.add(look);
  });
}
