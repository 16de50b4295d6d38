import { AckExtension, CometD, type Message } from "cometd";

/** What the push connection tells. */
export type PushEvents = {
  /** Subscribed after a handshake: from here on nothing is missed, so the time to read everything anew. */
  readonly opened: () => void;
  readonly message: (data: unknown) => void;
  /** A connect succeeded, or did not. */
  readonly alive: (isAlive: boolean) => void;
  readonly signedOut: () => void;
};

const topics = ["/v2/me/emails", "/v2/me/channels", "/v2/me/workbins"];

/** Opens dialect B's topics with the official client over long-polling, and keeps them open. wire.md 3 */
export function startPush(events: PushEvents): { stop(): void; retry(): void } {
  const client = new CometD();
  client.unregisterTransport("websocket");
  client.unregisterTransport("callback-polling");
  client.registerExtension("ack", new AckExtension());
  client.configure({
    url: new URL("/api/v2/notifications", location.href).href,
    requestHeaders: { "X-Requested-With": "XMLHttpRequest" },
    backoffIncrement: 1_000,
    maxBackoff: 8_000,
    maxNetworkDelay: 10_000,
    // Its worker is a blob: URL, which the policy of the page refuses.
    useWorkerScheduler: false,
  });
  const meet = (message: Message): void => {
    if (isUnauthorized(message)) {
      events.signedOut();
      client.disconnect();
    } else events.alive(message.successful === true);
  };
  client.addListener("/meta/handshake", (message) => {
    if (!message.successful) return meet(message);
    client.batch(() => {
      const confirmed = topics.map(
        (topic) =>
          new Promise<boolean>((resolve) => {
            client.subscribe(
              topic,
              ({ data }) => events.message(data),
              ({ successful }) => resolve(successful === true),
            );
          }),
      );
      void Promise.all(confirmed).then((all) => {
        if (all.every((one) => one)) events.opened();
      });
    });
  });
  client.addListener("/meta/connect", (message) => {
    // A disconnect of our own ends the last poll too.
    if (!client.isDisconnected()) meet(message);
  });
  client.handshake();
  return {
    stop: () => client.disconnect(),
    retry: () => {
      if (client.isDisconnected()) client.handshake();
    },
  };
}

function isUnauthorized(message: Message): boolean {
  const failure: { httpCode?: number } | undefined = "failure" in message ? Object(message.failure) : undefined;
  return failure?.httpCode === 401;
}
