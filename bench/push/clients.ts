import { Agent, request } from "node:http";

/** Where clients listen, and as whom. */
export type Place = { readonly url: string; readonly headers: Readonly<Record<string, string>> };

/** Clients that listen until they are closed. */
export type Listening = {
  /** Deliveries that have arrived, at all of them together. */
  heard(): number;
  close(): void;
};

/** What a request of a poll says, to ours and to the floor alike. */
const connect = (clientId: string, connectionType: string, id: number) =>
  JSON.stringify([{ channel: "/meta/connect", id: String(id), clientId, connectionType }]);

const topic = "/v2/me/channels";

/** Several may come in one answer. */
const deliveriesIn = (answer: string): number => answer.split(`"channel":"${topic}"`).length - 1;

/** One client for each place: signed in, subscribed and holding a poll. `isBare`: the floor knows no handshake. */
export async function longPolling(places: readonly Place[], isBare = false): Promise<Listening> {
  const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });
  const state = { heard: 0, isClosed: false };
  const post = ({ url, headers }: Place, body: string) => posted({ agent, url, headers, body });
  const poll = async (place: Place, clientId: string): Promise<void> => {
    for (let id = 2; !state.isClosed; id++) {
      const answer = await post(place, connect(clientId, "long-polling", id)).catch(() => "");
      state.heard += deliveriesIn(answer);
      if (answer === "" || answer.includes('"402::')) return;
    }
  };
  await together(places, async (place) => {
    const clientId = isBare ? "bare" : await entered(place, post);
    void poll(place, clientId);
  });
  return {
    heard: () => state.heard,
    close() {
      state.isClosed = true;
      agent.destroy();
    },
  };
}

/** The same over WebSocket. */
export async function overWebSocket(places: readonly Place[], isBare = false): Promise<Listening> {
  const state = { heard: 0 };
  const sockets: WebSocket[] = [];
  await together(places, async ({ url, headers }) => {
    const socket = new WebSocket(url.replace("http", "ws"), { headers: { ...headers } });
    sockets.push(socket);
    let arrived: (text: string) => void = () => undefined;
    socket.addEventListener("message", ({ data }) => {
      const text = String(data);
      state.heard += deliveriesIn(text);
      arrived(text);
    });
    const next = () =>
      new Promise<string>((resolve) => {
        arrived = resolve;
      });
    await new Promise((resolve, reject) => {
      socket.addEventListener("open", resolve);
      socket.addEventListener("error", reject);
    });
    if (isBare) return;
    const said = (message: string) => {
      const answer = next();
      socket.send(message);
      return answer;
    };
    await entered({ url, headers }, (_, message) => said(message), "websocket");
  });
  return {
    heard: () => state.heard,
    close() {
      for (const socket of sockets) socket.close();
    },
  };
}

/** Handshake, subscription and the first connect, which is answered at once; over WebSocket a second one is held. */
async function entered(
  place: Place,
  say: (place: Place, message: string) => Promise<string>,
  type = "long-polling",
): Promise<string> {
  const handshake = { channel: "/meta/handshake", id: "0", version: "1.0", supportedConnectionTypes: [type] };
  const [shaken] = JSON.parse(await say(place, JSON.stringify([handshake])));
  if (shaken.successful !== true) throw new Error(`handshake: ${shaken.error}`);
  const clientId = String(shaken.clientId);
  await say(place, JSON.stringify([{ channel: "/meta/subscribe", id: "1", clientId, subscription: topic }]));
  await say(place, connect(clientId, type, 1));
  if (type === "websocket") void say(place, connect(clientId, type, 2));
  return clientId;
}

/** A few at a time: more would wait in the queue of the listening socket. */
async function together<One>(all: readonly One[], does: (one: One) => Promise<void>): Promise<void> {
  const waiting = all.values();
  const lane = async () => {
    for (const one of waiting) await does(one);
  };
  await Promise.all(Array.from({ length: 64 }, lane));
}

type Posting = {
  readonly agent: Agent;
  readonly url: string;
  readonly headers: Place["headers"];
  readonly body: string;
};

/** Asks again where the server is too busy: that it promises to have done nothing (wire.md 1.4). */
const posted = ({ agent, url, headers, body }: Posting): Promise<string> =>
  new Promise((resolve, reject) => {
    const own = { ...headers, "content-type": "application/json", "content-length": Buffer.byteLength(body) };
    const asked = request(url, { method: "POST", agent, headers: own }, (answer) => {
      let text = "";
      answer.setEncoding("utf8");
      answer.on("data", (part: string) => {
        text += part;
      });
      answer.on("error", reject);
      answer.on("end", () => {
        if (answer.statusCode === 200) return resolve(text);
        const wait = Number(answer.headers["retry-after"] ?? 0) * 1_000;
        if (wait === 0) return reject(new Error(`${answer.statusCode} ${text.slice(0, 300)}`));
        setTimeout(() => posted({ agent, url, headers, body }).then(resolve, reject), wait);
      });
    });
    asked.on("error", reject);
    asked.end(body);
  });
