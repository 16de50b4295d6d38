import assert from "node:assert/strict";
import { EventEmitter, once } from "node:events";
import { type TestContext, test } from "node:test";
import { AckExtension, CometD, type Message, TimeSyncExtension } from "cometd";
import { adapt } from "cometd-nodejs-client";
import { push, startCometd, type TestServer } from "./testing.ts";

type Kind = {
  readonly transport: "long-polling" | "websocket";
  readonly hasAcknowledgement: boolean;
  readonly hasTimesync: boolean;
};

const kinds: readonly Kind[] = (["long-polling", "websocket"] as const).flatMap((transport) =>
  [true, false].flatMap((hasAcknowledgement) =>
    [true, false].map((hasTimesync) => ({ transport, hasAcknowledgement, hasTimesync })),
  ),
);

test("the official client, release 9", async (t) => {
  asInBrowser(t);
  for (const kind of kinds) {
    const { transport, hasAcknowledgement, hasTimesync } = kind;
    await t.test(
      `${transport}${hasAcknowledgement ? ", acknowledging" : ""}${hasTimesync ? ", with timesync" : ""}`,
      async (t) => {
        await t.test("gets its user's messages in order, and each once", async (t) => {
          const server = await startCometd(t);
          const listener = await listen(server, kind, "/v2/me/emails");
          server.hub.publish([push(0, "bob"), push(1), push(2)]);
          server.hub.publish([push(3)]);
          await listener.until(3);
          server.hub.publish([push(4)]);
          await listener.until(4);
          assert.deepEqual(listener.numbers, [1, 2, 3, 4]);
          assert.equal(listener.client.getTransport()?.type, transport);
        });

        await t.test("comes back by itself after its session was ended, and its subscriptions with it", async (t) => {
          const server = await startCometd(t);
          const listener = await listen(server, kind, "/v2/**");
          const again = once(listener.events, "subscribed");
          server.hub.endSessionsOf("alice");
          await again;
          server.hub.publish([push(1)]);
          await listener.until(1);
          assert.deepEqual(listener.numbers, [1]);
        });

        await t.test("comes back by itself after the server was started again on its port", async (t) => {
          const server = await startCometd(t);
          const listener = await listen(server, kind, "/**");
          const again = once(listener.events, "subscribed");
          await server.fastify.close();
          const next = await startCometd(t, { port: server.port });
          await again;
          next.hub.publish([push(1)]);
          await listener.until(1);
          assert.deepEqual(listener.numbers, [1]);
        });

        await t.test("disconnects, and its session is gone", async (t) => {
          const server = await startCometd(t);
          const listener = await listen(server, kind, "/v2/me/*");
          assert.equal(server.hub.counts().sessions, 1);
          await leave(listener.client);
          assert.deepEqual(server.hub.counts(), { sessions: 0, held: 0, queued: 0 });
        });
      },
    );
  }

  await t.test("falls back to long-polling when websocket is off", async (t) => {
    const server = await startCometd(t, { options: { websocket: false } });
    const kind = { transport: "websocket", hasAcknowledgement: true, hasTimesync: false } as const;
    const listener = await listen(server, kind, "/v2/me/emails", true);
    server.hub.publish([push(1)]);
    await listener.until(1);
    assert.equal(listener.client.getTransport()?.type, "long-polling");
  });

  await t.test("misses nothing when the socket under its held connect is cut, with acknowledgement", async (t) => {
    const server = await startCometd(t);
    const kind = { transport: "long-polling", hasAcknowledgement: true, hasTimesync: false } as const;
    const listener = await listen(server, kind, "/v2/me/emails");
    for (let number = 1; number <= 20; number += 1) {
      server.hub.publish([push(number)]);
      // The answer was written; cutting the connection now loses it on the way in some rounds and reaches the client in others.
      server.fastify.server.closeAllConnections();
      await listener.until(number);
    }
    assert.deepEqual(
      [...new Set(listener.numbers)],
      Array.from({ length: 20 }, (_, index) => index + 1),
    );
  });

  await t.test("is told that it may not publish, and not to subscribe to the protocol's own channels", async (t) => {
    const server = await startCometd(t);
    const kind = { transport: "long-polling", hasAcknowledgement: false, hasTimesync: false } as const;
    const { client } = await listen(server, kind, "/v2/me/emails");
    const published = await new Promise<Message>((resolve) => client.publish("/v2/me/emails", {}, resolve));
    assert.equal(published.error, "403:/v2/me/emails:publish denied");
    for (const name of ["/meta/*", "/service/x"]) {
      const subscribed = await new Promise<Message>((resolve) => client.subscribe(name, () => undefined, resolve));
      assert.equal(subscribed.error, `403:${name}:subscribe denied`);
    }
  });
});

type Listener = {
  readonly client: CometD;
  readonly numbers: readonly number[];
  readonly events: EventEmitter;
  /** Resolves when that many different messages have arrived. */
  until(count: number): Promise<void>;
};

async function listen(server: TestServer, kind: Kind, pattern: string, keepsBoth = false): Promise<Listener> {
  const client = new CometD();
  const url = server.url.replace("://", "://alice:secret@");
  client.configure({ url, backoffIncrement: 20, logLevel: "warn" });
  if (!keepsBoth) {
    client.unregisterTransport(kind.transport === "websocket" ? "long-polling" : "websocket");
  }
  if (kind.hasAcknowledgement) {
    client.registerExtension("ack", new AckExtension());
  }
  if (kind.hasTimesync) {
    client.registerExtension("timesync", new TimeSyncExtension());
  }
  const numbers: number[] = [];
  const events = new EventEmitter();
  client.addListener("/meta/handshake", (handshake) => {
    if (handshake.successful === true) {
      const keep = (message: Message) => {
        numbers.push(message.data.number);
        events.emit("message");
      };
      client.subscribe(pattern, keep, () => events.emit("subscribed"));
    }
  });
  client.addListener("/meta/connect", () => events.emit("connected"));
  const ready = [once(events, "subscribed"), once(events, "connected")];
  client.handshake();
  server.farewells.push(() => leave(client));
  await Promise.all(ready);
  const until = async (count: number) => {
    while (new Set(numbers).size < count) {
      await once(events, "message");
    }
  };
  return { client, numbers, events, until };
}

async function leave(client: CometD): Promise<void> {
  if (!client.isDisconnected()) {
    await new Promise<void>((resolve) => client.disconnect(() => resolve()));
  }
}

/** The client wants a browser's `window` and turns `console.debug` into `console.log`; the other tests of the process do not. */
function asInBrowser(t: TestContext): void {
  const window = Object.getOwnPropertyDescriptor(globalThis, "window");
  const { debug } = console;
  adapt();
  t.after(() => {
    console.debug = debug;
    if (window === undefined) {
      Reflect.deleteProperty(globalThis, "window");
    } else {
      Object.defineProperty(globalThis, "window", window);
    }
  });
}
