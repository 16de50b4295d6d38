import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServer as createTlsServer } from "node:tls";
import { type SourceAccount, SourceFailed } from "../../ports/mail-source.ts";
import { atEnd, type Scope } from "../../testing/at-end.ts";
import { testCertificate } from "../../testing/certificate.ts";
import { openDiskFiles } from "../files/disk.ts";
import { type ImapSettings, imapDefaults } from "./settings.ts";
import { createImapSource } from "./source.ts";

/** An IMAP server that says what a test wants. */
export type ImapPeer = {
  readonly port: number;
  /** Commands as they came, without their tags. */
  readonly heard: readonly string[];
  /** Says a line unasked. */
  tell(line: string): void;
};

/** command → lines before the tagged OK; `undefined`: no answer; a text that begins with NO or BAD is the tagged answer. */
export type Script = Readonly<Record<string, (command: string, socket: Socket) => readonly string[] | undefined>>;

const usual: Script = {
  CAPABILITY: () => ["* CAPABILITY IMAP4rev1 IDLE"],
  SELECT: () => ["* 1 EXISTS", "* OK [UIDVALIDITY 7] x", "* OK [UIDNEXT 9] x"],
  LOGOUT: () => ["* BYE"],
  IDLE: (_, socket) => {
    socket.write("+ idling\r\n");
    return undefined;
  },
};

/** Listens on a free port; `isTls`: with the certificate of the tests. */
export async function startPeer(
  scope: Scope,
  script: Script = {},
  { isTls = false, greeting = "* OK ready" }: { readonly isTls?: boolean; readonly greeting?: string } = {},
): Promise<ImapPeer> {
  const heard: string[] = [];
  const sockets = new Set<Socket>();
  const converse = (socket: Socket): void => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.setEncoding("latin1");
    socket.write(`${greeting}\r\n`);
    let rest = "";
    let idleTag = "";
    socket.on("data", (text: string) => {
      const lines = (rest + text).split("\r\n");
      rest = lines.pop() ?? "";
      for (const line of lines) {
        if (line === "DONE") socket.write(`${idleTag} OK done\r\n`);
        else idleTag = answer(socket, line, { script: { ...usual, ...script }, heard }) ?? idleTag;
      }
    });
  };
  const server: Server = isTls ? createTlsServer({ ...testCertificate }, converse) : createServer(converse);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  atEnd(scope, async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, "close");
  });
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : 0,
    heard,
    tell(line) {
      for (const socket of sockets) socket.write(`${line}\r\n`);
    },
  };
}

type Talk = { readonly script: Script; readonly heard: string[] };

/** Value: the tag of a command that is not answered yet. */
function answer(socket: Socket, line: string, { script, heard }: Talk): string | undefined {
  const [, tag = "", command = ""] = /^(\S+) (.*)$/.exec(line) ?? [];
  heard.push(command);
  const [first = "", second = ""] = command.toUpperCase().split(" ");
  const lines = (script[`${first} ${second}`] ?? script[first] ?? (() => []))(command, socket);
  if (lines === undefined) return tag;
  const [last] = lines.slice(-1);
  const isTagged = last !== undefined && /^(NO|BAD) /.test(last);
  const untagged = isTagged ? lines.slice(0, -1) : lines;
  socket.write([...untagged, `${tag} ${isTagged ? last : "OK done"}`, ""].join("\r\n"), "latin1");
  return undefined;
}

/** The source under test, and an account on the peer. */
export async function testSource(scope: Scope, port: number, changes: Changes = {}) {
  const folder = await mkdtemp(join(tmpdir(), "postroom-imap-"));
  atEnd(scope, () => rm(folder, { recursive: true, force: true }));
  const clock = { steady: () => performance.now(), wall: () => Date.now() };
  const files = await openDiskFiles({ folder, clock });
  const limits = { messageBytesMax: 3_000_000, silenceMs: 2_000, closeMs: 200 };
  const source = createImapSource(files, { ...imapDefaults, ...limits, ...changes.settings });
  const account: SourceAccount = {
    ...{ host: "127.0.0.1", port, tls: "none", user: "ann", folder: "INBOX" },
    ...changes.account,
  };
  return {
    files,
    source,
    open: (stopping?: AbortSignal) => source.open(account, { password: "secret-demo-1" }, stopping),
  };
}

type Changes = { readonly settings?: Partial<ImapSettings>; readonly account?: Partial<SourceAccount> };

/** Says whether an error is this trouble in such words, and carries no password. */
export const trouble = (kind: string, words: RegExp) => (error: unknown) => {
  assert(error instanceof SourceFailed, String(error));
  assert.deepEqual(error.trouble, kind, error.message);
  assert.match(error.message, words);
  assert.doesNotMatch(`${error.message} ${JSON.stringify(error)} ${error.stack}`, /secret-demo-1/);
  return true;
};
