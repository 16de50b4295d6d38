import { system } from "../domain/agent/actor.ts";
import { fetchBackOffMs } from "../domain/mail/mailbox-trouble.ts";
import { performAsSystem } from "../operations/perform.ts";
import { claimMailbox } from "../operations/system/claim-mailbox.ts";
import { noteMailboxFailure } from "../operations/system/note-mailbox-failure.ts";
import type { MailAccount } from "../ports/mail-accounts.ts";
import { type MailFolder, SourceFailed } from "../ports/mail-source.ts";
import { fetchPass } from "./fetch-pass.ts";
import { AccountLost, type Fetching, noSuspicion } from "./fetching.ts";

/** An account under the eyes of this process. */
export type AccountReader = {
  /** Lets the batch in hand end; after 10 s the connection is cut. One that is not there yet is given up at once. */
  stop(): Promise<void>;
};

/** While another process reads the account: one that dies is followed within 15 s, its lease of 12 s included. reliability.md P22 */
const standbyMs = 2_000;
const stopMs = 10_000;
/** However often a server tells of something: one that never ends is no reason to look without end. */
const passEveryMs = 1_000;

/** Reads an account until it is stopped: one connection, a pass whenever the server tells of something and at each poll; after a failure it rests and comes again. mail.md 3 */
export function readAccount(fetching: Fetching, account: MailAccount): AccountReader {
  const suspicion = noSuspicion();
  let comparedAt = Number.NEGATIVE_INFINITY;
  const stopping = new AbortController();
  let isStopping = false;
  let failures = 0;
  let open: MailFolder | undefined;
  let interrupt = (): void => undefined;

  const rest = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const callOff = fetching.pace.after(ms, resolve);
      interrupt = () => {
        callOff();
        resolve();
      };
      if (isStopping) interrupt();
    });
  const visit = async (fence: number): Promise<void> => {
    const folder = await openAccountFolder(fetching, account, { fence, stopping: stopping.signal });
    open = folder;
    try {
      const compared = (at: number) => {
        comparedAt = at;
      };
      const asks = { comparedAt: () => comparedAt, compared, isStopping: () => isStopping };
      const of = { account, fence, folder, suspicion, ...asks };
      while (!isStopping) {
        const begun = fetching.clock.steady();
        await fetchPass(fetching, of);
        failures = 0;
        interrupt = () => folder.cut();
        if (!isStopping) await folder.news(fetching.pollMs);
        interrupt = () => undefined;
        const early = passEveryMs - (fetching.clock.steady() - begun);
        if (!isStopping && early > 0) await rest(early);
      }
    } finally {
      open = undefined;
      await folder.close();
    }
  };
  const turn = async (): Promise<void> => {
    let fence: number | undefined;
    try {
      const input = { mailbox: account.mailbox, owner: fetching.owner };
      const claimed = await performAsSystem(fetching.performing, { operation: claimMailbox, actor: system, input });
      fence = claimed.ok ? claimed.value?.fence : undefined;
      if (fence === undefined) await rest(standbyMs);
      else await visit(fence);
    } catch (error) {
      if (isStopping) return;
      failures += 1;
      await rest(await noted(fetching, account, { error, failures, fence }));
    }
  };
  const run = async (): Promise<void> => {
    while (!isStopping) await turn();
  };
  const running = run();
  return {
    async stop() {
      isStopping = true;
      stopping.abort();
      interrupt();
      const callOff = fetching.pace.after(stopMs, () => open?.cut());
      await running;
      callOff();
    },
  };
}

type Opening = { readonly fence: number; readonly stopping: AbortSignal };

/**
 * A refused token is asked for anew once, then it is a refused log-in. A stop waits for a token that was asked for: it may have taken the
 * place of the one before, and is stored first. mail.md 3.2
 */
export async function openAccountFolder(
  fetching: Pick<Fetching, "source" | "credentials">,
  account: MailAccount,
  { fence, stopping }: Opening,
): Promise<MailFolder> {
  const credentials = await fetching.credentials(account, fence);
  try {
    return await fetching.source.open(account, credentials, stopping);
  } catch (error) {
    const isRefused = error instanceof SourceFailed && error.trouble === "log-in";
    if (!isRefused || !("accessToken" in credentials)) throw error;
    const anew = await fetching.credentials(account, fence, credentials.accessToken);
    return fetching.source.open(account, anew, stopping);
  }
}

type Failed = { readonly error: unknown; readonly failures: number; readonly fence: number | undefined };

/** Writes down why, and says how long to rest. */
async function noted(
  fetching: Fetching,
  { mailbox, address }: MailAccount,
  { error, failures, fence }: Failed,
): Promise<number> {
  if (error instanceof AccountLost) return standbyMs;
  const { performing, metrics } = fetching;
  const kind = error instanceof SourceFailed ? error.trouble : "fault";
  const cause = error instanceof SourceFailed ? error.message : "it failed here; the log says more";
  const pauseMs = fetchBackOffMs(kind, failures, fetching.chance.fraction());
  metrics.count("postroom_mailbox_failures_total", { mailbox: address, kind });
  if (kind === "fault") performing.log.error({ mailbox: address, error }, "an account was not read by our own fault");
  else performing.log.warn({ mailbox: address, kind, failures }, `an account cannot be read: ${cause}`);
  const input = { mailbox, kind, cause, pauseMs, fence };
  // Without the database nothing can be noted; the pause is the same.
  await performAsSystem(performing, { operation: noteMailboxFailure, actor: system, input }).catch(() => undefined);
  return pauseMs;
}
