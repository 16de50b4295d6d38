import { roomIn, spent } from "../../domain/delivery/quota.ts";
import { domainOf } from "../../domain/mail/address.ts";
import { canaryAgainMs, canaryMessageId } from "../../domain/mail/canary.ts";
import { loopMark } from "../../domain/mail/token.ts";
import type { MessageToCompose } from "../../ports/mail.ts";
import type { Transaction } from "../../ports/transaction.ts";
import { defineOperation, done } from "../operation.ts";
import { giveBackQuota } from "./give-back-quota.ts";

/** A canary mail to be handed over now. `begun`: steady time. */
export type Canary = { readonly id: string; readonly begun: number; readonly mail: MessageToCompose };

/**
 * Begins a canary mail for each mailbox where one is due: from the mailbox to itself. None while all outgoing mail is held, and none that
 * the relay account's quota has no room for. They are no interactions and have no delivery: one that gets lost is what they are for.
 * mail.md 3.3, 11.5
 */
export const beginCanaries = defineOperation<{ readonly account: string; readonly limit: number }, readonly Canary[]>(
  "BeginCanaries",
  "System",
  async ({ tx, world, input: { account, limit } }) => {
    if ((await tx.deliveries.hold()).isHeld) return done([]);
    const { steady, wall } = tx.now;
    const room = await roomOf(tx, account);
    const due = room === 0 ? [] : await tx.canaries.claimDue(steady, steady + canaryAgainMs, Math.min(limit, room));
    const mailboxes = new Map((await tx.centre.mailboxes()).map((mailbox) => [mailbox.id, mailbox]));
    const mark = loopMark(world.mac(await tx.centre.secret()));
    const begun: Canary[] = [];
    for (const mailbox of due.flatMap((each) => mailboxes.get(each) ?? [])) {
      const id = world.ids.messageToken();
      await tx.canaries.begin(id, mailbox.id);
      const self = { name: mailbox.name, address: mailbox.address };
      const mail: MessageToCompose = {
        ...{ messageId: canaryMessageId(id, domainOf(mailbox.address)), date: wall, from: self, to: [self], cc: [] },
        ...{ subject: "Postroom canary", inReplyTo: undefined, references: [], text, html: "", attachments: [] },
        // Should another mail come with its id, it is a loop and lies parked.
        ...{ boundarySeed: id, automatic: { loopMark: mark } },
      };
      begun.push({ id, begun: steady, mail });
    }
    if (begun.length > 0) await spendQuota(tx, account, begun.length);
    return done(begun);
  },
);

const text = "This mail measures how long a mail takes to come back. Nobody needs to read it.";

/** How an attempt to hand it over ended. `word`: what the next hop, or we, said. */
type CanaryEnd = {
  readonly id: string;
  readonly begun: number;
  readonly account: string;
  readonly isHanded: boolean;
  /** The next hop cannot have it: it used up nothing of the account's quota. */
  readonly isUnsent: boolean;
  readonly word: string;
};

/** Notes that. mail.md 3.3, 11.5 */
export const noteCanary = defineOperation<CanaryEnd, undefined>("NoteCanary", "System", async ({ tx, input }) => {
  const { id, begun, account, isHanded, isUnsent, word } = input;
  await (isHanded ? tx.canaries.handed(id, word, begun) : tx.canaries.failed(id, word));
  if (isUnsent) await giveBackQuota(tx, [{ account, at: begun, recipients: 1 }]);
  return done(undefined);
});

async function roomOf(tx: Transaction, account: string): Promise<number> {
  const { sendQuota = [] } = await tx.centre.settings();
  if (sendQuota.length === 0) return Number.POSITIVE_INFINITY;
  const { messages, recipients } = roomIn(await tx.deliveries.lockQuota(account), sendQuota, tx.now.steady);
  return Math.min(messages ?? Number.POSITIVE_INFINITY, recipients ?? Number.POSITIVE_INFINITY);
}

async function spendQuota(tx: Transaction, account: string, count: number): Promise<void> {
  const { sendQuota = [] } = await tx.centre.settings();
  if (sendQuota.length === 0) return;
  const state = await tx.deliveries.lockQuota(account);
  const after = spent(state, sendQuota, { now: tx.now.steady, messages: count, recipients: count });
  await tx.deliveries.saveQuota(account, after);
}
