import type { ProvisionedSettings } from "@postroom/contract";
import type { DeliveryState } from "../../domain/interaction/interaction.ts";
import { canaryLateMs } from "../../domain/mail/canary.ts";
import type { Finding } from "../../ports/examiner.ts";
import type { MailboxRules } from "../../ports/readings.ts";
import type { Store } from "../../ports/store.ts";
import { StartRefused } from "../../start-refused.ts";
import { givenSettings } from "../adapter-settings.ts";
import { fail, ok, warn, wordsOf } from "./finding.ts";
import type { MailboxKnown } from "./mailboxes.ts";

/** What the store says of what is examined. */
export type Known = {
  readonly store: Store;
  readonly settings: ProvisionedSettings | undefined;
  readonly mailboxes: readonly MailboxKnown[];
  readonly deliveries: Readonly<Record<DeliveryState, number>>;
  readonly isHeld: boolean;
};

/** Reads it at one moment; a store that cannot be opened is a finding. `known` undefined: there is none. */
export async function knownToStore(
  open: () => Promise<Store | undefined>,
): Promise<{ readonly finding: Finding; readonly known: Known | undefined }> {
  try {
    const store = await open();
    if (store === undefined)
      return { finding: warn("database", "none yet; the first start makes it"), known: undefined };
    const known = await store.read(async (reading) => {
      const accounts = new Map((await reading.mailAccounts.all()).map((one) => [one.mailbox, one]));
      const health = new Map((await reading.mailAccounts.health()).map((one) => [one.mailbox, one]));
      const canaries = await reading.canaries.facts(reading.now.wall - canaryLateMs);
      const mailboxes = await reading.centre.mailboxes();
      const rules = new Map<string, MailboxRules>();
      for (const { id } of mailboxes) rules.set(id, await reading.readings.rulesOf(id));
      const isSetUp = (await reading.centre.fingerprint()) !== "";
      return {
        settings: isSetUp ? givenSettings(await reading.centre.settings()) : undefined,
        mailboxes: mailboxes.map((mailbox) => ({
          ...{ mailbox, account: accounts.get(mailbox.id), health: health.get(mailbox.id) },
          canary: canaries.get(mailbox.id),
          bounceTag: rules.get(mailbox.id)?.bounceTag === true,
          replyToken: rules.get(mailbox.id)?.replyToken === true,
        })),
        deliveries: await reading.deliveries.boundedCounts(),
        isHeld: (await reading.deliveries.hold()).isHeld,
      };
    });
    return { finding: ok("database", "answers"), known: { store, ...known } };
  } catch (error) {
    const words = error instanceof StartRefused ? error.problems.join("; ") : wordsOf(error);
    return { finding: fail("database", words), known: undefined };
  }
}
