import type { Key, Say } from "../../i18n/words.ts";

const names: Readonly<Record<string, Key>> = {
  address: "mailbox.address",
  name: "mailbox.name",
  queue: "wallboard.queue",
  aliases: "mailbox.aliases",
  spam: "mailbox.spam",
  canaryEvery: "mailbox.canary",
  "imap.host": "mailbox.host",
  "imap.port": "mailbox.port",
  "imap.tls": "mailbox.tls",
  "imap.user": "mailbox.user",
  "imap.logIn": "mailbox.logIn",
  "imap.password": "mailbox.password",
  "imap.oauth.tokenUrl": "mailbox.tokenUrl",
  "imap.oauth.clientId": "mailbox.clientId",
  "imap.oauth.clientSecret": "mailbox.clientSecret",
  "imap.oauth.refreshToken": "mailbox.refreshToken",
  "imap.oauth.scope": "mailbox.scope",
  "imap.folder": "mailbox.folder",
  "imap.after": "mailbox.after",
  "imap.moveTo": "mailbox.moveTo",
  "imap.sentFolder": "mailbox.sentFolder",
  "imap.from": "mailbox.from",
};

/** What a field is called on top of the form; undefined: it is none. */
export function nameOfField(say: Say, path: string): string | undefined {
  const key = names[path];
  return key === undefined ? undefined : say(key);
}
