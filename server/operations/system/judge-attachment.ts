import { type LookAgain, nextLookMs } from "../../domain/mail/look-again.ts";
import type { Quarantined } from "../../domain/mail/quarantine.ts";
import { withFoundClean, withFoundInfected } from "../../domain/mail/release.ts";
import type { UncheckedAttachment } from "../../ports/quarantine.ts";
import type { ScanResult } from "../../ports/scanner.ts";
import type { Transaction } from "../../ports/transaction.ts";
import { defineOperation, done } from "../operation.ts";

type Input = {
  readonly claimed: UncheckedAttachment;
  readonly result: ScanResult;
  readonly again: LookAgain;
};

/**
 * What the scanner says now of an attachment that it could not judge before: clean, and it can be had; infected, and it stays in quarantine;
 * or nothing still, and it is looked into again. Changes nothing of one that somebody has released meanwhile. mail.md 4.1 step 5
 */
export const judgeAttachment = defineOperation<Input, undefined>(
  "JudgeAttachment",
  "System",
  async ({ tx, input: { claimed, result, again } }) => {
    const interaction = await tx.interactions.lock(claimed.interaction);
    const all = await tx.quarantine.of(claimed.interaction);
    const waiting = all.find(({ attachment }) => attachment.id === claimed.id);
    if (interaction === undefined || waiting?.finding.kind !== "unchecked" || waiting.released !== undefined)
      return done(undefined);
    if (result.kind === "error") await putOff(tx, waiting, { result, again });
    if (result.kind === "clean") {
      await tx.quarantine.remove(claimed.id);
      const others = all.filter((one) => one !== waiting);
      await tx.interactions.save(withFoundClean(interaction, waiting, others));
    }
    if (result.kind === "infected") {
      const infected: Quarantined = { ...waiting, finding: { kind: "infected", signature: result.signature } };
      await tx.quarantine.judge(claimed.id, infected.finding, undefined);
      const after = all.map((one) => (one === waiting ? infected : one));
      await tx.interactions.save(withFoundInfected(interaction, infected, after));
    }
    return done(undefined);
  },
);

async function putOff(
  tx: Transaction,
  { attachment, finding }: Quarantined,
  { result, again }: { readonly result: ScanResult & { readonly kind: "error" }; readonly again: LookAgain },
): Promise<void> {
  const isAway = result.trouble === "away";
  const before = finding.kind === "unchecked" ? finding.tries : 0;
  const tries = isAway ? before : before + 1;
  const stays = { kind: "unchecked", because: result.text, tries } as const;
  await tx.quarantine.judge(attachment.id, stays, nextLookMs({ tries, isAway }, again));
}
