import { createHash } from "node:crypto";
import { createServer, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";

// A process of its own: requests that are held and answered, and WebSocket frames that are written, by `node:http` alone. It knows no users,
// topics or sessions. `POST /tell/<n>` sends its body to everybody as soon as n wait; without a body it only says so. Prints its port. cometd.md 4

const held = new Set<ServerResponse>();
const sockets = new Set<Duplex>();
let asked: { readonly clients: number; readonly json: string; readonly response: ServerResponse } | undefined;

const server = createServer((request, response) => {
  let body = "";
  request.setEncoding("utf8");
  request.on("data", (part: string) => {
    body += part;
  });
  request.on("end", () => {
    const [, clients] = /^\/tell\/(\d+)$/.exec(request.url ?? "") ?? [];
    if (clients === undefined) held.add(response);
    else asked = { clients: Number(clients), json: body, response };
    tellWhenAllWait();
  });
});

server.on("upgrade", (request, socket) => {
  const accept = createHash("sha1").update(
    `${request.headers["sec-websocket-key"]}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`,
  );
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept.digest("base64")}\r\n\r\n`,
  );
  sockets.add(socket);
  socket.on("error", () => undefined);
  socket.once("close", () => sockets.delete(socket));
  socket.resume();
  tellWhenAllWait();
});

function tellWhenAllWait(): void {
  if (asked === undefined || held.size + sockets.size < asked.clients) return;
  const { json, response } = asked;
  asked = undefined;
  if (json !== "") tell(json);
  response.end();
}

function tell(json: string): void {
  for (const response of held) response.setHeader("content-type", "application/json").end(json);
  held.clear();
  // Over a socket an event needs no reply to a poll beside it.
  const frame = sockets.size === 0 ? undefined : frameOf(JSON.stringify(JSON.parse(json).slice(0, 1)));
  for (const socket of sockets) socket.write(frame ?? "");
}

/** One text frame of a server, in its 16-bit form. RFC 6455 §5.2 */
function frameOf(text: string): Buffer {
  const payload = Buffer.from(text);
  const head = Buffer.from([0x81, 126, payload.length >> 8, payload.length & 0xff]);
  return Buffer.concat([head, payload]);
}

server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (typeof address === "object") process.stdout.write(`${address?.port}\n`);
});
