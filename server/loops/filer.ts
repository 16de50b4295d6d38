import { system } from "../domain/agent/actor.ts";
import { fetchBackOffMs } from "../domain/mail/mailbox-trouble.ts";
import { performAsSystem } from "../operations/perform.ts";
import { noteCopy, noteFilingFailure, noteLook } from "../operations/system/note-filing.ts";
import type { Files } from "../ports/files.ts";
import type { Lease } from "../ports/lease.ts";
import type { MailAccount } from "../ports/mail-accounts.ts";
import { type MailFolder, SourceFailed } from "../ports/mail-source.ts";
import type { DueFiling } from "../ports/sent-folders.ts";
import { AccountLost, type Fetching } from "./fetching.ts";
import { openAccountFolder } from "./read-account.ts";

/** What filing is made with: of fetching, and the sealed mails. */
export type Filer = Pick<
  Fetching,
  "performing" | "source" | "credentials" | "owner" | "clock" | "chance" | "metrics"
> & {
  readonly files: Files;
  readonly lease: Lease;
  readonly state: FilerState;
};

/** Folders in use, so that a stop can cut them: what was begun is looked for at the next start. */
export type FilerState = { readonly open: Set<MailFolder>; stopping: AbortController };

export const filerState = (): FilerState => ({ open: new Set(), stopping: new AbortController() });

/** Ends what is under way. */
export function stopFiling(state: FilerState): void {
  state.stopping.abort();
  for (const folder of state.open) folder.cut();
}

const dueMax = 100;
/** The lease that must be left before what cannot be taken back. reliability.md 2.7 */
const leaseMarginMs = 5_000;
/** So many accounts at a time: each may have one whole mail in memory. */
const accountsMax = 4;

/**
 * Does what is due in folders of sent mail, at the accounts that this process reads, over a connection of its own for each: copies, and looks
 * for mails whose fate is unknown. What fails is tried again by itself and touches neither the mail nor other accounts. True when there may
 * be more. mail.md 11.4
 */
export async function fileSome(filer: Filer): Promise<boolean> {
  const { performing, owner, clock } = filer;
  const { due, accounts } = await performing.store.read(async (reading) => {
    const found = await reading.sentFolders.due(owner, clock.steady(), dueMax);
    return { due: found, accounts: found.length === 0 ? [] : await reading.mailAccounts.all() };
  });
  const byMailbox = Map.groupBy(due, ({ filing }) => filing.mailbox);
  const visited = accounts.filter(({ mailbox, sentFolder }) => byMailbox.has(mailbox) && sentFolder !== undefined);
  const now = visited.slice(0, accountsMax);
  await Promise.all(now.map((account) => fileAt(filer, account, byMailbox.get(account.mailbox) ?? [])));
  return due.length === dueMax || visited.length > now.length;
}

async function fileAt(filer: Filer, account: MailAccount, due: readonly DueFiling[]): Promise<void> {
  const [first] = due;
  const { sentFolder } = account;
  if (first === undefined || sentFolder === undefined) return;
  let folder: MailFolder;
  try {
    folder = await openAccountFolder(
      filer,
      { ...account, folder: sentFolder },
      { fence: first.fence, stopping: filer.state.stopping.signal },
    );
  } catch (error) {
    if (filer.state.stopping.signal.aborted) return;
    for (const one of due) await failed(filer, account, { one, error });
    return;
  }
  filer.state.open.add(folder);
  try {
    for (const one of due) {
      if (filer.state.stopping.signal.aborted || !(await goesOnAfter(filer, account, { folder, one }))) return;
    }
  } finally {
    filer.state.open.delete(folder);
    await folder.close();
  }
}

/** Where the connection broke the others wait for another one; a refusal was of this mail alone. */
async function goesOnAfter(filer: Filer, account: MailAccount, { folder, one }: At): Promise<boolean> {
  try {
    await fileOne(filer, account, { folder, one });
    return true;
  } catch (error) {
    if (!filer.state.stopping.signal.aborted) await failed(filer, account, { one, error });
    return error instanceof SourceFailed && error.trouble === "folder";
  }
}

type At = { readonly folder: MailFolder; readonly one: DueFiling };

/** Looked for first: after a crash behind the APPEND the copy lies there, and some providers put one there themselves. */
async function fileOne(
  { performing, files, lease, metrics }: Filer,
  account: MailAccount,
  { folder, one }: At,
): Promise<void> {
  const { filing, fence, sha256, sealedAt } = one;
  const lasts = lease.hold();
  const isThere = await folder.holds(filing.messageId);
  if (filing.kind === "look") {
    const input = { filing, fence, foundIn: isThere ? account.sentFolder : undefined };
    await performAsSystem(performing, { operation: noteLook, actor: system, input });
  } else {
    if (!isThere) {
      const copy = await files.read(sha256);
      // Whoever slept over its lease since it looked finds that another has put one there meanwhile.
      if (!lasts(leaseMarginMs)) throw new AccountLost("the lease ran out");
      await folder.append(copy, sealedAt);
    }
    await performAsSystem(performing, { operation: noteCopy, actor: system, input: { filing, fence } });
  }
  metrics.count("postroom_sent_filings_total", { kind: filing.kind, outcome: isThere ? "found" : "done" });
}

type Failed = { readonly one: DueFiling; readonly error: unknown };

async function failed(
  { performing, chance, metrics }: Filer,
  { address }: MailAccount,
  { one, error }: Failed,
): Promise<void> {
  if (error instanceof AccountLost) return;
  const { filing, fence } = one;
  const { kind, interaction, failures } = filing;
  const trouble = error instanceof SourceFailed ? error.trouble : "fault";
  const cause = error instanceof SourceFailed ? error.message : "it failed here; the log says more";
  if (trouble === "fault")
    performing.log.error({ mailbox: address, error }, "sent mail was not filed by our own fault");
  else performing.log.warn({ mailbox: address, kind }, `the folder of sent mail cannot be used: ${cause}`);
  metrics.count("postroom_sent_filings_total", { kind, outcome: "failed" });
  const pauseMs = fetchBackOffMs(trouble, failures + 1, chance.fraction());
  const input = { filing, fence, cause, pauseMs };
  const noted = await performAsSystem(performing, { operation: noteFilingFailure, actor: system, input });
  if (noted.ok && noted.value) {
    performing.log.error({ mailbox: address, interaction }, `a copy of sent mail is given up: ${cause}`);
  }
}
