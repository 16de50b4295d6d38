import { system } from "../domain/agent/actor.ts";
import { advanced } from "../domain/mail/mailbox-cursor.ts";
import { performAsSystem } from "../operations/perform.ts";
import { markSettled } from "../operations/system/mark-settled.ts";
import { noteMailboxPass } from "../operations/system/note-mailbox-pass.ts";
import type { FolderKey, MailAccount, SourceFolder } from "../ports/mail-accounts.ts";
import type { DatedMessage, FolderState, Settling } from "../ports/mail-source.ts";
import type { Fetching, Visit } from "./fetching.ts";

const settledPerCommand = 500;

/** Flags, moves or deletes what is stored, as the account wants it, and deletes canary mails; what a crash left undone too. mail.md 3.1 */
export async function settleTaken(fetching: Fetching, visit: Visit, folder: FolderKey): Promise<void> {
  const after = settlingOf(visit.account);
  const { store } = fetching.performing;
  while (!visit.isStopping()) {
    const unsettled = await store.read((reading) => reading.mailAccounts.unsettled(folder, settledPerCommand));
    if (unsettled.length === 0) return;
    const { true: canaries = [], false: others = [] } = Object.groupBy(unsettled, ({ isCanary }) => `${isCanary}`);
    const uids = unsettled.map(({ uid }) => uid);
    if (canaries.length > 0)
      await visit.folder.settle(
        canaries.map(({ uid }) => uid),
        { kind: "delete" },
      );
    if (others.length > 0 && after !== undefined)
      await visit.folder.settle(
        others.map(({ uid }) => uid),
        after,
      );
    const input = { folder, uids };
    await performAsSystem(fetching.performing, { operation: markSettled, actor: system, input });
  }
}

function settlingOf({ after, moveTo }: MailAccount): Settling | undefined {
  switch (after) {
    case "keep":
      return undefined;
    case "move":
      return moveTo === undefined ? undefined : { kind: "move", to: moveTo };
    case "seen":
    case "delete":
      return { kind: after };
  }
}

type Passed = {
  readonly source: SourceFolder;
  readonly state: FolderState;
  readonly listed: readonly DatedMessage[];
  readonly accounted: ReadonlySet<number>;
  /** What the server listed when the pass began. */
  readonly uids: readonly number[];
};

/** Compares the server's list with our accounts, not our counters with each other: whatever has no account is alarmed. mail.md 3.3 */
export async function tellPass(fetching: Fetching, visit: Visit, passed: Passed): Promise<void> {
  const { performing, metrics } = fetching;
  const { source, state, listed, accounted } = passed;
  const { mailbox, address } = visit.account;
  const folder = { id: source.id, uidValidity: source.cursor.uidValidity };
  const missing = await performing.store.read((reading) => reading.mailAccounts.withoutAccount(folder, passed.uids));
  const unnamed = new Set(missing);
  const waiting = listed.filter(({ uid }) => !accounted.has(uid) && !unnamed.has(uid));
  const arrivals = waiting.flatMap(({ arrivedAt }) => (arrivedAt === undefined ? [] : [arrivedAt]));
  const result = {
    onServer: state.exists,
    waiting: waiting.length,
    oldestWaitingAt: arrivals.length === 0 ? undefined : Math.min(...arrivals),
    unaccounted: unnamed.size,
    quota: await visit.folder.quota(),
  };
  if (unnamed.size > 0) performing.log.error({ mailbox: address, count: unnamed.size }, "messages are unaccounted for");
  metrics.gauge("postroom_mailbox_unaccounted", unnamed.size, { mailbox: address });
  metrics.gauge("postroom_mailbox_waiting", waiting.length, { mailbox: address });
  const { completeTo } = advanced(source.cursor, listed, accounted);
  const input = { mailbox, fence: visit.fence, folder, completeTo, uidNext: state.uidNext, result };
  await performAsSystem(performing, { operation: noteMailboxPass, actor: system, input });
}
