import { createMetrics } from "../adapters/metrics/prometheus.ts";
import { systemChance, systemPace } from "../adapters/time/system.ts";
import { system } from "../domain/agent/actor.ts";
import { performAsSystem } from "../operations/perform.ts";
import { claimMailbox } from "../operations/system/claim-mailbox.ts";
import type { MailAccount } from "../ports/mail-accounts.ts";
import { type MailFolder, MessageUnreadable, type Settling, SourceFailed } from "../ports/mail-source.ts";
import { fetchingOf } from "../start/fetching.ts";
import { acme, type Centre } from "../testing/centre.ts";
import { type Fetching, noSuspicion, type Visit } from "./fetching.ts";

/** A folder of somebody else's mail server, as tests make it behave. */
export type TestFolder = MailFolder & {
  uidValidity: string;
  readonly messages: Map<number, Stored>;
  uidNext: number;
  room: { readonly usedBytes: number; readonly limitBytes: number } | undefined;
  /** What was done to messages, in order. */
  readonly settled: { readonly uids: readonly number[]; readonly after: Settling }[];
  /** Asked before a message is given; may throw, or change what lies there. */
  beforeGiving: (uid: number) => void;
  /** What was put here, marked as read, in order. */
  readonly appended: Uint8Array[];
  deliver(bytes: string | Uint8Array, more?: Partial<Omit<Stored, "bytes">> & { readonly uid?: number }): number;
};

type Stored = { readonly bytes: Uint8Array; readonly arrivedAt: number; readonly size: number };

export const testFolder = (arrivedAt: () => number): TestFolder => {
  const messages = new Map<number, Stored>();
  const dated = (uid: number, { size, arrivedAt: at }: Stored) => ({ uid, size, arrivedAt: at });
  const listed = () => [...messages].sort(([a], [b]) => a - b);
  const folder: TestFolder = {
    room: undefined,
    ...{ uidValidity: "1", uidNext: 1, messages, settled: [], appended: [], beforeGiving: () => undefined },
    deliver(bytes, more = {}) {
      const uid = more.uid ?? folder.uidNext;
      folder.uidNext = Math.max(folder.uidNext, uid + 1);
      const raw = Buffer.from(bytes);
      messages.set(uid, { bytes: raw, size: more.size ?? raw.length, arrivedAt: more.arrivedAt ?? arrivedAt() });
      return uid;
    },
    look: async () => ({ uidValidity: folder.uidValidity, uidNext: folder.uidNext, exists: messages.size }),
    // RFC 3501 §6.4.8: `n:*` names the last message even when its UID is below n.
    list: async (from) =>
      listed()
        .filter(([uid], at, all) => uid >= from || at === all.length - 1)
        .map(([uid, one]) => dated(uid, one)),
    listThese: async (uids) => listed().flatMap(([uid, one]) => (uids.includes(uid) ? [dated(uid, one)] : [])),
    uids: async () => listed().map(([uid]) => uid),
    async fetch(asked) {
      return asked.flatMap(({ uid }) => {
        folder.beforeGiving(uid);
        const one = messages.get(uid);
        return one === undefined ? [] : [{ uid, raw: { bytes: one.bytes } }];
      });
    },
    async fetchHead(uid) {
      folder.beforeGiving(uid);
      const text = Buffer.from(messages.get(uid)?.bytes ?? []).toString("latin1");
      return messages.has(uid) ? Buffer.from(text.slice(0, text.indexOf("\r\n\r\n") + 4), "latin1") : undefined;
    },
    async settle(uids, after) {
      folder.settled.push({ uids, after });
      if (after.kind !== "seen") for (const uid of uids) messages.delete(uid);
    },
    holds: async (messageId) =>
      [...[...messages.values()].map(({ bytes }) => bytes), ...folder.appended].some((bytes) =>
        Buffer.from(bytes)
          .toString("latin1")
          .replace(/\r\n[ \t]+/g, " ")
          .includes(`Message-ID: ${messageId}`),
      ),
    append: async (raw) => void folder.appended.push(raw),
    quota: async () => folder.room,
    ...{ news: async () => undefined, close: async () => undefined, cut: () => undefined },
  };
  return folder;
};

/** The server gives NO for this message. */
export const unreadable = (): never => {
  throw new MessageUnreadable("the server cannot read it");
};

/** The connection breaks. */
export const broken = (): never => {
  throw new SourceFailed("closed", "the mail server ended the connection");
};

/** The team of product.md, its mailbox emptied from an account. */
export const acmeFetching = (imap: Readonly<Record<string, unknown>> = {}) => ({
  ...acme,
  mailboxes: acme.mailboxes.map((mailbox) => ({
    ...mailbox,
    imap: { host: "127.0.0.1", port: 1, tls: "none", user: "support", password: "secret-demo-1", ...imap },
  })),
});

/** What a pass is made with. */
export type TestVisit = { readonly fetching: Fetching; readonly visit: Visit; readonly folder: TestFolder };

/** A claimed account over a folder of the test's own. */
export async function testVisit(
  centre: Centre,
  { folder = testFolder(() => centre.clock.wall()), owner = "p1" }: { folder?: TestFolder; owner?: string } = {},
): Promise<TestVisit> {
  const { performing, files, clock, wake } = centre;
  const metrics = createMetrics();
  const loop = { wake, pace: systemPace, log: performing.log, metrics };
  const limits = { messageBytesMax: 100_000, waitingMax: 100_000 };
  const fetching = fetchingOf({ performing, files, clock, chance: systemChance, owner, loop, ...limits });
  const account = await onlyAccount(centre);
  const input = { mailbox: account.mailbox, owner };
  const claimed = await performAsSystem(performing, { operation: claimMailbox, actor: system, input });
  if (!claimed.ok || claimed.value === undefined) throw new Error("the account is another's");
  let comparedAt = Number.NEGATIVE_INFINITY;
  const visit: Visit = {
    ...{ account, folder, fence: claimed.value.fence, suspicion: noSuspicion() },
    comparedAt: () => comparedAt,
    compared: (at) => {
      comparedAt = at;
    },
    isStopping: () => false,
  };
  return { fetching, visit, folder };
}

async function onlyAccount({ performing }: Centre): Promise<MailAccount> {
  const [account] = await performing.store.read((reading) => reading.mailAccounts.all());
  if (account === undefined) throw new Error("no mailbox has an account");
  return account;
}
