import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { atEnd, type Scope } from "../../testing/at-end.ts";

/** A scanner that speaks INSTREAM: what contains EICAR's middle is infected. */
export type ClamdPeer = {
  readonly at: { readonly host: string; readonly port: number };
  /** Bytes of each file that was handed in whole. */
  readonly files: readonly Buffer[];
  /** What to say in place of a verdict; empty: it closes without a word; undefined: a verdict. */
  answer: string | undefined;
};

export const eicar = "X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*";

/** Listens until the test ends. `bytesMax`: as StreamMaxLength, larger files are refused before they have come whole. */
export async function startClamd(scope: Scope, { bytesMax = 1_000_000 } = {}): Promise<ClamdPeer> {
  const files: Buffer[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    void serve(socket);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  atEnd(scope, async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const peer: ClamdPeer = { at: { host: "127.0.0.1", port }, files, answer: undefined };
  const say = (socket: Socket, verdict: string): void => {
    const said = peer.answer ?? verdict;
    socket.end(said === "" ? "" : `${said}\0`);
  };
  async function serve(socket: Socket): Promise<void> {
    let read = Buffer.alloc(0);
    for await (const chunk of socket) {
      read = Buffer.concat([read, chunk]);
      const { file, isWhole } = streamIn(read);
      if (file.length > bytesMax) return say(socket, "INSTREAM size limit exceeded. ERROR");
      if (!isWhole) continue;
      files.push(file);
      return say(socket, file.includes("EICAR-STANDARD") ? "stream: Eicar-Test-Signature FOUND" : "stream: OK");
    }
  }
  return peer;
}

const command = "zINSTREAM\0";

/** What has come of a file so far: chunks behind their lengths, the last one empty. */
function streamIn(read: Buffer): { readonly file: Buffer; readonly isWhole: boolean } {
  const chunks: Buffer[] = [];
  let at = command.length;
  while (at + 4 <= read.length) {
    const length = read.readUInt32BE(at);
    if (length === 0) return { file: Buffer.concat(chunks), isWhole: true };
    if (at + 4 + length > read.length) break;
    chunks.push(read.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return { file: Buffer.concat(chunks), isWhole: false };
}
