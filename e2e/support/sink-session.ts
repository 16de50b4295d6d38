import type { Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { endOfData, unstuffed } from "./dots.ts";
import { createGathered } from "./gathered.ts";

/** Where a fault can be set. `body`: the first bytes of the data; `dot`: its end. */
export type Verb = "greeting" | "ehlo" | "mail" | "rcpt" | "data" | "body" | "dot" | "rset" | "quit";

/** What goes wrong there. */
export type Fault =
  /** This answer instead of the usual one; nothing is taken. */
  | { readonly kind: "reply"; readonly text: string }
  /** The connection breaks; nothing is taken. */
  | { readonly kind: "cut" }
  /** At the dot: the mail is taken, but its answer is lost with the connection. Elsewhere as `cut`. */
  | { readonly kind: "lose-reply" }
  /** Goes on after `ms`, or when `until` resolves. */
  | { readonly kind: "delay"; readonly ms: number }
  | { readonly kind: "hold"; readonly until: Promise<void> };

export type SinkEnvelope = { readonly from: string; readonly to: readonly string[] };

export type SessionRules = {
  /** The fault for this verb and its argument now, if any. Each call counts as one arrival at the verb. */
  readonly fault: (verb: Verb, argument: string) => Fault | undefined;
  readonly take: (envelope: SinkEnvelope, raw: Buffer) => void;
};

/** Speaks SMTP with one client until it goes. Faults come from `rules`; otherwise everything is taken. */
export async function serve(socket: Socket, rules: SessionRules): Promise<void> {
  const input = createInput(socket);
  let from = "";
  let to: string[] = [];

  /** Answers unless a fault says otherwise. True: the verb was done as usual. */
  const answer = async (verb: Verb, argument: string, usual: string, takes = (): void => {}): Promise<boolean> => {
    const fault = rules.fault(verb, argument);
    if (fault?.kind === "delay") await pause(fault.ms, undefined, { ref: false });
    if (fault?.kind === "hold") await fault.until;
    if (fault?.kind === "lose-reply" && verb === "dot") takes();
    if (fault?.kind === "cut" || fault?.kind === "lose-reply") {
      socket.destroy();
      return false;
    }
    if (fault?.kind === "reply") {
      socket.write(`${fault.text}\r\n`);
      return false;
    }
    takes();
    if (usual !== "") socket.write(`${usual}\r\n`);
    return true;
  };

  const data = async (): Promise<void> => {
    if (!(await answer("data", "", "354 go on"))) return;
    await input.some();
    if (!(await answer("body", "", ""))) {
      socket.end();
      return;
    }
    const raw = await input.data();
    if (raw === undefined) return;
    await answer("dot", "", "250 2.0.0 taken", () => rules.take({ from, to }, unstuffed(raw)));
    to = [];
  };

  const verbs: Readonly<Record<string, (argument: string) => Promise<unknown>>> = {
    EHLO: (argument) => answer("ehlo", argument, extensions.join("\r\n")),
    HELO: (argument) => answer("ehlo", argument, "250 sink.test"),
    MAIL: (argument) =>
      answer("mail", path(argument), "250 2.1.0 fine", () => {
        from = path(argument);
        to = [];
      }),
    RCPT: (argument) => answer("rcpt", path(argument), "250 2.1.5 fine", () => to.push(path(argument))),
    DATA: () => (to.length > 0 ? data() : Promise.resolve(socket.write("503 5.5.1 no recipient\r\n"))),
    RSET: () =>
      answer("rset", "", "250 2.0.0 fine", () => {
        to = [];
      }),
    NOOP: () => Promise.resolve(socket.write("250 2.0.0 fine\r\n")),
    QUIT: async () => {
      await answer("quit", "", "221 2.0.0 bye");
      socket.end();
    },
  };

  if (!(await answer("greeting", "", "220 sink.test ESMTP"))) return void socket.end();
  for (let line = await input.line(); line !== undefined; line = await input.line()) {
    const [verb = "", argument = ""] = line.split(/ (.*)/s);
    const step = verbs[verb.toUpperCase()];
    if (step === undefined) socket.write("502 5.5.1 unknown\r\n");
    else await step(argument);
  }
}

const extensions = [
  "250-sink.test",
  "250-PIPELINING",
  "250-8BITMIME",
  "250-SMTPUTF8",
  "250-ENHANCEDSTATUSCODES",
  "250 SIZE 157286400",
];

function path(argument: string): string {
  return argument.match(/<([^>]*)>/)?.[1] ?? "";
}

/** What the client sent, to be read piece by piece; undefined when it is gone. */
function createInput(socket: Socket) {
  const held = createGathered();
  const chunks: AsyncIterator<Buffer> = socket[Symbol.asyncIterator]();
  const more = async (): Promise<boolean> => {
    const next = await chunks.next().catch(() => ({ done: true, value: undefined }) as const);
    if (next.done) return false;
    held.add(next.value);
    return true;
  };
  const upTo = async (mark: string, keep: number): Promise<Buffer | undefined> => {
    let end = held.bytes().indexOf(mark);
    while (end < 0) {
      const from = Math.max(0, held.bytes().length - mark.length);
      if (!(await more())) return undefined;
      end = held.bytes().indexOf(mark, from);
    }
    const piece = held.bytes().subarray(0, end + keep);
    held.drop(end + mark.length);
    return piece;
  };
  return {
    line: async () => (await upTo("\r\n", 0))?.toString("utf8"),
    some: async () => held.bytes().length > 0 || more(),
    /** A message without its end; an empty one is a lone dot. */
    async data(): Promise<Buffer | undefined> {
      while (held.bytes().length < 3 && (await more()));
      if (!held.bytes().subarray(0, 3).equals(Buffer.from(".\r\n"))) return upTo(endOfData, 2);
      held.drop(3);
      return Buffer.alloc(0);
    },
  };
}
