import { StepFailed } from "./attempt.ts";
import type { Line } from "./line.ts";

/** What is said before anybody logs in. */
export type Protocol = {
  /** The greeting, as one line; throws `StepFailed` for what is none, and then repeats nothing of it. */
  readonly greeted: (line: Line) => Promise<string>;
  /** Introduces us; undefined: that is not done. */
  readonly hello:
    | ((line: Line, name: string) => Promise<{ readonly offersTls: boolean; readonly said: string }>)
    | undefined;
  /** Asks for TLS, which begins right behind the answer. */
  readonly startTls: (line: Line) => Promise<void>;
};

/** RFC 9051 §7.1, 6.2.1 */
const imap: Protocol = {
  async greeted(line) {
    const [said = ""] = await line.hear(/^/);
    if (/^\* BYE\b/i.test(said)) throw new StepFailed("busy", said.slice(2));
    if (!/^\* (?:OK|PREAUTH)\b/i.test(said)) throw new StepFailed("stranger");
    return said.slice(2);
  },
  hello: undefined,
  async startTls(line) {
    line.say("a STARTTLS");
    const said = (await line.hear(/^a /)).at(-1) ?? "";
    if (!/^a OK\b/i.test(said)) throw new StepFailed("no-starttls", said.slice(2));
  },
};

const lastOfReply = /^\d{3}(?: |$)|^(?!\d{3})/;

/** RFC 5321 §4.2, RFC 3207 */
const smtp: Protocol = {
  async greeted(line) {
    const [said = ""] = (await line.hear(lastOfReply)).slice(-1);
    if (!/^[245]\d\d\b/.test(said)) throw new StepFailed("stranger");
    if (!said.startsWith("220")) throw new StepFailed("busy", said);
    return said;
  },
  async hello(line, name) {
    line.say(`EHLO ${name}`);
    const lines = await line.hear(lastOfReply);
    const said = lines.at(-1) ?? "";
    if (!said.startsWith("250")) throw new StepFailed("protocol", replyIn(said));
    return { offersTls: lines.some((one) => /^250[ -]STARTTLS\b/i.test(one)), said: lines[0] ?? "" };
  },
  async startTls(line) {
    line.say("STARTTLS");
    const said = (await line.hear(lastOfReply)).at(-1) ?? "";
    if (!said.startsWith("220")) throw new StepFailed("no-starttls", replyIn(said));
  },
};

/** A reply, or nothing of what is none. */
const replyIn = (said: string): string => (/^\d{3}(?:[ -]|$)/.test(said) ? said : "");

export const protocols = { imap, smtp } as const;
