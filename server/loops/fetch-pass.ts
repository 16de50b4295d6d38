import { system } from "../domain/agent/actor.ts";
import { goneBeforeImport } from "../domain/mail/mailbox-account.ts";
import { advanced, firstUid, inBatches, wanted } from "../domain/mail/mailbox-cursor.ts";
import { performAsSystem } from "../operations/perform.ts";
import { openMailboxFolder } from "../operations/system/open-mailbox-folder.ts";
import { receiveFromMailbox } from "../operations/system/receive-from-mailbox.ts";
import type { FolderKey, SourceFolder, UidAccount } from "../ports/mail-accounts.ts";
import type { DatedMessage, FolderState } from "../ports/mail-source.ts";
import { fetchBatch, type Gathered } from "./fetch-messages.ts";
import { settleTaken, tellPass } from "./fetch-rest.ts";
import { AccountLost, type Fetching, type Visit } from "./fetching.ts";

/** A larger folder is compared whole only once an hour. */
const wholeMax = 20_000;
const wholeEveryMs = 3_600_000;
const straysMax = 1_000;
const namedPerCommit = 500;

/**
 * One look into an account: everything that lies there without an account is taken in, oldest first, each batch with its cursor in one
 * transaction; only then is anything flagged, moved or deleted; at last the server's list is compared with ours. Throws `SourceFailed`
 * when the account cannot be read, `AccountLost` when another process reads it. mail.md 3.1, 3.3
 */
export async function fetchPass(fetching: Fetching, visit: Visit): Promise<void> {
  const state = await visit.folder.look();
  const source = await sourceFolder(fetching, visit, state.uidValidity);
  const seen = await seenThere(fetching, visit, { source, state });
  const { listed, accounts } = seen;
  const accounted = new Set([...accounts.values()].filter(isFinal(listed)).map(({ uid }) => uid));
  const reached = { accounted, listed, source };
  const steady = fetching.clock.steady();
  const resting = [...accounts.values()].filter(({ nextTry = 0 }) => nextTry > steady).map(({ uid }) => uid);
  const now = [...seen.strays, ...wanted(source.cursor, listed, new Set([...accounted, ...resting]))];
  const { since = Number.NEGATIVE_INFINITY } = visit.account;
  const isOlder = ({ uid, arrivedAt = Number.POSITIVE_INFINITY }: DatedMessage) =>
    arrivedAt < since && accounts.get(uid)?.isWanted !== true;
  const older = now.filter(isOlder).map(({ uid }) => ({ uid, outcome: "older-than-start" as const }));
  for (const named of chunks(older, namedPerCommit)) await store(fetching, visit, reached, { mails: [], named });
  for (const messages of inBatches(now.filter((message) => !isOlder(message)))) {
    if (visit.isStopping()) return;
    const hindrance = await fetching.hindrance();
    if (hindrance !== undefined) throw hindrance;
    await store(fetching, visit, reached, await fetchBatch(fetching, visit, source, { messages, accounts }));
    fetching.wake.loop("reader");
  }
  const gone = goneBeforeImport(source, { uidNext: state.uidNext, listed: uidsOf(listed), accounted });
  const named = [...gone, ...seen.vanished].map((uid) => ({ uid, outcome: "gone-before-import" as const }));
  if (named.length > 0) await store(fetching, visit, reached, { mails: [], named });
  await settleTaken(fetching, visit, keyOf(source));
  await tellPass(fetching, visit, { ...reached, state, uids: seen.whole ?? [...uidsOf(listed)] });
}

const uidsOf = (messages: readonly DatedMessage[]): ReadonlySet<number> => new Set(messages.map(({ uid }) => uid));
const keyOf = ({ id, cursor }: SourceFolder): FolderKey => ({ id, uidValidity: cursor.uidValidity });

/** What vanished may come back, and what failed is tried again. */
const isFinal = (listed: readonly DatedMessage[]) => {
  const there = uidsOf(listed);
  return ({ uid, outcome }: UidAccount): boolean =>
    outcome !== "retrying" && !(outcome === "gone-before-import" && there.has(uid));
};

async function sourceFolder({ performing }: Fetching, visit: Visit, uidValidity: string): Promise<SourceFolder> {
  const { mailbox, user, host, folder } = visit.account;
  const input = { mailbox, fence: visit.fence, account: `${user}@${host}`, folder, uidValidity };
  const opened = await performAsSystem(performing, { operation: openMailboxFolder, actor: system, input });
  if (!opened.ok || opened.value === undefined) throw new AccountLost();
  return opened.value;
}

type Seen = {
  readonly listed: readonly DatedMessage[];
  readonly accounts: ReadonlyMap<number, UidAccount>;
  /** Messages far below the cursor that somebody asked for, or that have no account: of the latter there should be none. */
  readonly strays: readonly DatedMessage[];
  /** Messages that somebody asked for and that are there no more. */
  readonly vanished: readonly number[];
  /** All UIDs, where the whole folder was asked for. */
  readonly whole: readonly number[] | undefined;
};

async function seenThere(
  fetching: Fetching,
  visit: Visit,
  { source, state }: { readonly source: SourceFolder; readonly state: FolderState },
): Promise<Seen> {
  const { store, log } = fetching.performing;
  const from = firstUid(source.cursor);
  const key = keyOf(source);
  const listed = (await visit.folder.list(from)).filter(({ uid }) => uid >= from);
  const found = await store.read((reading) => reading.mailAccounts.accountedFrom(key, from));
  const wantedBelow = await store.read((reading) => reading.mailAccounts.wantedBelow(key, from, straysMax));
  const accounts = new Map([...wantedBelow, ...found].map((account) => [account.uid, account]));
  const whole = isWholeDue(fetching, visit, state) ? await visit.folder.uids() : undefined;
  const below = whole?.filter((uid) => uid < from) ?? [];
  const missing = await store.read((reading) => reading.mailAccounts.withoutAccount(key, below));
  if (missing.length > 0) {
    log.error({ mailbox: visit.account.address, count: missing.length }, "messages below the cursor have no account");
    fetching.metrics.count("postroom_mailbox_strays_total", { mailbox: visit.account.address }, missing.length);
  }
  const sought = [...wantedBelow.map(({ uid }) => uid), ...missing.slice(0, straysMax)];
  const strays = await visit.folder.listThese(sought);
  const there = uidsOf([...listed, ...strays]);
  const asked = [...accounts.values()].filter(({ isWanted, outcome }) => isWanted && outcome === "retrying");
  const vanished = asked.map(({ uid }) => uid).filter((uid) => !there.has(uid));
  return { listed, accounts, strays, vanished, whole };
}

function isWholeDue({ clock }: Fetching, visit: Visit, { exists }: FolderState): boolean {
  const at = clock.steady();
  if (exists > wholeMax && at - visit.comparedAt() < wholeEveryMs) return false;
  visit.compared(at);
  return true;
}

type Reached = {
  readonly source: SourceFolder;
  readonly listed: readonly DatedMessage[];
  /** UIDs with a final account; grows. */
  readonly accounted: Set<number>;
};

/** Commits what was gathered, with the cursor behind it. */
async function store(fetching: Fetching, visit: Visit, reached: Reached, gathered: Gathered): Promise<void> {
  const { source, listed, accounted } = reached;
  const { mails, named } = gathered;
  const final = named.filter(({ outcome }) => outcome !== "retrying");
  for (const { uid } of [...mails, ...final]) accounted.add(uid);
  const { mailbox, after } = visit.account;
  const { completeTo } = advanced(source.cursor, listed, accounted);
  const input = {
    ...{ mailbox, fence: visit.fence, folder: keyOf(source) },
    mails,
    named,
    isSettled: after === "keep",
    completeTo,
  };
  const done = await performAsSystem(fetching.performing, { operation: receiveFromMailbox, actor: system, input });
  if (!done.ok || done.value === undefined) throw new AccountLost();
  fetching.metrics.count("postroom_imap_mails_total", { outcome: "taken" }, done.value.taken);
  fetching.metrics.count("postroom_imap_mails_total", { outcome: "repeat" }, done.value.repeats);
}

const chunks = <T>(list: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, at) => list.slice(at * size, (at + 1) * size));
