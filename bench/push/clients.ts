import { Agent, request } from "node:http";

/** Where clients listen, and as whom. */
export type Place = { readonly url: string; readonly headers: Readonly<Record<string, string>> };

/** Clients that listen until they are closed. */
export type Listening = {
  /** When deliveries arrived, at all of them together. */
  readonly arrivals: number[];
  /** How many have a session at present. */
  count(): number;
  /** Each says that it goes, so that nothing of it stays. */
  close(): Promise<void>;
};

const disconnect = (clientId: string) => JSON.stringify([{ channel: "/meta/disconnect", id: "0", clientId }]);

/** What a request of a poll says, to ours and to the floor alike. */
const connect = (clientId: string, connectionType: string, id: number) =>
  JSON.stringify([{ channel: "/meta/connect", id: String(id), clientId, connectionType }]);

const topic = "/v2/me/channels";

/** Several may come in one answer. */
function note(arrivals: number[], answer: string): void {
  const now = performance.now();
  const deliveries = answer.split(`"channel":"${topic}"`).length - 1;
  for (let one = 0; one < deliveries; one++) arrivals.push(now);
}

/** One client for each place: signed in, subscribed and holding a poll. Who loses its session comes back as the server advises. */
export async function longPolling(places: readonly Place[]): Promise<Listening> {
  const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });
  const state = { arrivals: [] as number[], count: 0, isClosed: false };
  const present = new Map<string, Place>();
  const post = ({ url, headers }: Place, body: string) => posted({ agent, url, headers, body });
  const poll = async (place: Place, clientId: string): Promise<void> => {
    state.count++;
    present.set(clientId, place);
    for (let id = 2; !state.isClosed; id++) {
      const answer = await post(place, connect(clientId, "long-polling", id)).catch(() => "");
      if (answer === "" || answer.includes('"402::')) {
        state.count--;
        present.delete(clientId);
        return pause(answer === "" ? reconnectMs : Number(JSON.parse(answer)[0].advice.interval));
      }
      note(state.arrivals, answer);
    }
  };
  const live = async (place: Place, first: string): Promise<void> => {
    await poll(place, first);
    while (!state.isClosed) {
      const clientId = await entered(place, post).catch(() => undefined);
      await (clientId === undefined ? pause(reconnectMs) : poll(place, clientId));
    }
  };
  await together(places, async (place) => void live(place, await entered(place, post)));
  return {
    arrivals: state.arrivals,
    count: () => state.count,
    async close() {
      state.isClosed = true;
      await together([...present], async ([clientId, place]) => void (await post(place, disconnect(clientId))));
      agent.destroy();
    },
  };
}

/** What CometD's clients wait before they look for a server that is gone. */
const reconnectMs = 1_000;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** The same over WebSocket; nobody comes back. */
export async function overWebSocket(places: readonly Place[]): Promise<Listening> {
  const arrivals: number[] = [];
  const sockets = new Map<WebSocket, string>();
  await together(places, async ({ url, headers }) => {
    const socket = new WebSocket(url.replace("http", "ws"), { headers: { ...headers } });
    let arrived: (text: string) => void = () => undefined;
    socket.addEventListener("message", ({ data }) => {
      const text = String(data);
      note(arrivals, text);
      arrived(text);
    });
    await new Promise((resolve, reject) => {
      socket.addEventListener("open", resolve);
      socket.addEventListener("error", reject);
    });
    const said = (message: string) => {
      const answer = new Promise<string>((resolve) => {
        arrived = resolve;
      });
      socket.send(message);
      return answer;
    };
    sockets.set(socket, await entered({ url, headers }, (_, message) => said(message), "websocket"));
  });
  return {
    arrivals,
    count: () => sockets.size,
    async close() {
      await together([...sockets], async ([socket, clientId]) => {
        const closed = new Promise((resolve) => socket.addEventListener("close", resolve));
        socket.send(disconnect(clientId));
        socket.close();
        await closed;
      });
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
