import { once } from "node:events";
import { connect } from "node:net";
import { createInterface } from "node:readline";
import type { TestContext } from "node:test";
import { stuffed } from "./dots.ts";

/** One answer of an SMTP server, all its lines. `code` 0: the server closed instead of answering. */
export type SmtpReply = { readonly code: number; readonly lines: readonly string[] };

/** A bare SMTP conversation: nothing is corrected, hidden or retried. */
export type SmtpTalk = {
  readonly greeting: SmtpReply;
  /** Sends a line and its CR LF; resolves with the answer. */
  readonly command: (line: string) => Promise<SmtpReply>;
  /** Sends bytes as they are, without waiting for anything. */
  readonly write: (bytes: Uint8Array | string) => void;
  /** The next answer. */
  readonly reply: () => Promise<SmtpReply>;
  /** Closes at once, in the middle of whatever goes on. */
  readonly cut: () => void;
};

export type RawMail = { readonly from: string; readonly to: readonly string[]; readonly raw: Uint8Array | string };

/** Opens a conversation with `address` (`host:port`, as the ready line prints it) and reads the greeting. */
export async function openSmtp(t: TestContext, address: string): Promise<SmtpTalk> {
  const { hostname, port } = new URL(`smtp://${address}`);
  const socket = connect(Number(port), hostname);
  t.after(() => socket.destroy());
  socket.setNoDelay(true);
  socket.on("error", () => {});
  const lines = createInterface({ input: socket, crlfDelay: Number.POSITIVE_INFINITY })[Symbol.asyncIterator]();

  const reply = async (): Promise<SmtpReply> => {
    const read: string[] = [];
    for (;;) {
      // A refused connection is an error of the first line.
      const { value, done } = await lines.next().catch(() => gone);
      if (done) return { code: 0, lines: read };
      read.push(value);
      if (!/^\d{3}-/.test(value)) return { code: Number(value.slice(0, 3)), lines: read };
    }
  };
  const command = (line: string): Promise<SmtpReply> => {
    socket.write(`${line}\r\n`);
    return reply();
  };
  return {
    greeting: await reply(),
    command,
    write: (bytes) => socket.write(bytes),
    reply,
    cut: () => socket.destroy(),
  };
}

const gone = { done: true, value: "" } as const;

/** Sends one mail over a connection of its own; resolves with the answer to the final dot, or with the first refusal before it. */
export async function sendMail(t: TestContext, address: string, mail: RawMail): Promise<SmtpReply> {
  const talk = await openSmtp(t, address);
  if (talk.greeting.code !== 220) return talk.greeting;
  const commands = ["EHLO client.test", `MAIL FROM:<${mail.from}>`, ...mail.to.map((to) => `RCPT TO:<${to}>`), "DATA"];
  for (const line of commands) {
    const answer = await talk.command(line);
    if (answer.code >= 400 || answer.code === 0) {
      talk.cut();
      return answer;
    }
  }
  const data = stuffed(Buffer.from(mail.raw));
  talk.write(data);
  talk.write(data.subarray(-2).equals(Buffer.from("\r\n")) ? ".\r\n" : "\r\n.\r\n");
  const answer = await talk.reply();
  talk.write("QUIT\r\n");
  return answer;
}

/** Resolves when `address` refuses connections: the server is gone. */
export async function isClosed(address: string): Promise<boolean> {
  const { hostname, port } = new URL(`smtp://${address}`);
  const socket = connect(Number(port), hostname);
  try {
    await once(socket, "connect");
    return false;
  } catch {
    return true;
  } finally {
    socket.destroy();
  }
}
