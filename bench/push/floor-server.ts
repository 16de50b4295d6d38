import { createServer, type ServerResponse } from "node:http";
import { WebSocketServer } from "ws";

// A process of its own: what a push server is built on, `node:http` and `ws`, and as little else as its clients can do with. Like ours it reads
// the JSON of each request, answers with that request's id, writes an event once for all, and lets `ws` make a frame for each socket. It
// knows no users, rights, limits, sessions or security headers. `POST /wait/<n>`: until n listen; `POST /tell/<group>`: its body to all whose
// path is `/<group>`. Prints its port. cometd.md 4

/** Who waits for a message: the `id` of a held poll, or a socket, which goes on waiting. */
type Listener = { readonly id: unknown; readonly socket: boolean; write(json: string): void };

const groups = new Map<string, Set<Listener>>();
let asked: { readonly clients: number; readonly response: ServerResponse } | undefined;

const server = createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on("data", (part: Buffer) => parts.push(part));
  request.on("end", () => {
    const body = Buffer.concat(parts).toString();
    const [, what = "", which = ""] = (request.url ?? "").split("/");
    if (what === "wait") asked = { clients: Number(which), response };
    else if (what === "tell") tell(which, body, response);
    else if (what !== "") hear(body, what, pollOf(response));
    answerWhoeverWaits();
  });
});

new WebSocketServer({ server, perMessageDeflate: false }).on("connection", (socket, { url = "" }) => {
  const [, group = ""] = url.split("/");
  const listeners: Listener[] = [];
  socket.on("message", (data) => {
    const listener = hear(String(data), group, { socket: true, write: (json) => socket.send(json) });
    if (listener !== undefined) listeners.push(listener);
    answerWhoeverWaits();
  });
  socket.on("error", () => undefined);
  socket.once("close", () => {
    for (const listener of listeners) groups.get(group)?.delete(listener);
  });
});

function pollOf(response: ServerResponse): Way {
  return {
    socket: false,
    response,
    write: (json) =>
      response
        .writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(json) })
        .end(json),
  };
}

type Way = Omit<Listener, "id"> & { readonly response?: ServerResponse };

/** A client's second connect waits; all else is answered at once. */
function hear(body: string, group: string, { socket, write, response }: Way): Listener | undefined {
  const [{ channel, id }] = JSON.parse(body);
  if (channel !== "/meta/connect" || id === "1") {
    write(JSON.stringify([{ channel, id, successful: true, clientId: "bare", advice }]));
    return undefined;
  }
  const listener = { id, socket, write };
  const listeners = groups.get(group) ?? new Set();
  groups.set(group, listeners.add(listener));
  response?.once("close", () => listeners.delete(listener));
  return listener;
}

function answerWhoeverWaits(): void {
  if (asked === undefined) return;
  const waiting = [...groups.values()].reduce((sum, { size }) => sum + size, 0);
  if (waiting < asked.clients) return;
  asked.response.end();
  asked = undefined;
}

/** Over a socket an event needs no reply to a poll beside it. */
function tell(group: string, event: string, response: ServerResponse): void {
  for (const { id, socket, write } of groups.get(group) ?? []) {
    if (socket) write(`[${event}]`);
    else write(`[${event},${JSON.stringify({ channel: "/meta/connect", id, successful: true, advice })}]`);
  }
  response.end();
}

const advice = { reconnect: "retry", interval: 0, timeout: 300_000, maxInterval: 30_000 };

server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (typeof address === "object") process.stdout.write(`${address?.port}\n`);
});
