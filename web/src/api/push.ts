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
/** The desktop's own, whose messages do not name their kind. desktop.md 13 */
const kinds: Readonly<Record<string, string>> = {
  "/postroom/v1/me/contacts": "Contact",
  "/postroom/v1/me/deliveries": "Delivery",
  "/postroom/v1/me/holds": "Hold",
  "/postroom/v1/me/jobs": "Job",
  "/postroom/v1/me/notices": "Notice",
  "/postroom/v1/me/preferences": "Preferences",
  "/postroom/v1/me/presence": "Presence",
  "/postroom/v1/me/session": "Session",
  "/postroom/v1/me/snoozes": "Snooze",
  "/postroom/v1/me/threads": "Note",
  "/postroom/v1/me/views": "View",
  "/postroom/v1/responses": "Response",
};

/** The kinds of what is told on topics that are watched, by where these begin; else it is the wallboard. */
const watchedKinds = [
  ["/postroom/v1/drafts/", "Draft"],
  ["/postroom/v1/admin/", "Admin"],
] as const;

/** Who watched a topic and says so no more has gone; said every twenty seconds. */
const watchedMs = 60_000;

/** Opens dialect B's topics with the official client over long-polling, and keeps them open. wire.md 3 */
export function startPush(events: PushEvents): { stop(): void; retry(): void; watch(topic: string): void } {
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
  const watching = new Map<string, { readonly subscription: ReturnType<CometD["subscribe"]>; until: number }>();
  const watch = (topic: string): void => {
    if (client.isDisconnected()) return;
    for (const [other, { subscription, until }] of watching) {
      if (until >= Date.now()) continue;
      client.unsubscribe(subscription);
      watching.delete(other);
    }
    const until = Date.now() + watchedMs;
    const known = watching.get(topic);
    if (known !== undefined) known.until = until;
    else {
      const messageType = watchedKinds.find(([root]) => topic.startsWith(root))?.[1] ?? "Wallboard";
      const heard = ({ data }: Message): void => events.message({ messageType, topic, ...data });
      watching.set(topic, { subscription: client.subscribe(topic, heard), until });
    }
  };
  client.addListener("/meta/handshake", (message) => {
    if (!message.successful) return meet(message);
    watching.clear();
    client.batch(() => {
      const confirmed = [...topics, ...Object.keys(kinds)].map(
        (topic) =>
          new Promise<boolean>((resolve) => {
            client.subscribe(
              topic,
              ({ data }) => events.message(kinds[topic] === undefined ? data : { messageType: kinds[topic], ...data }),
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
  // A poll that waits learns of a lost network when its time is over; the browser may know at once. What comes back is a new connection.
  const lost = (): void => events.alive(false);
  const back = (): void => client.disconnect(() => client.handshake());
  addEventListener("offline", lost);
  addEventListener("online", back);
  return {
    watch,
    stop: () => {
      removeEventListener("offline", lost);
      removeEventListener("online", back);
      client.disconnect();
    },
    retry: () => {
      if (client.isDisconnected()) client.handshake();
    },
  };
}

function isUnauthorized(message: Message): boolean {
  const failure: { httpCode?: number } | undefined = "failure" in message ? Object(message.failure) : undefined;
  return failure?.httpCode === 401;
}
