import { system } from "../domain/agent/actor.ts";
import type { LookAgain } from "../domain/mail/look-again.ts";
import { type Performing, performAsSystem } from "../operations/perform.ts";
import { claimUnchecked } from "../operations/system/claim-unchecked.ts";
import { judgeAttachment } from "../operations/system/judge-attachment.ts";
import type { ScanResult } from "../ports/scanner.ts";
import type { Scanning } from "./scan-attachments.ts";

export type JudgingAgain = Scanning & {
  readonly again: LookAgain;
  /** So long a look may take before another process looks instead. */
  readonly claimMs: number;
};

/**
 * Has one attachment that the scanner could not judge looked into again, if one is due; whether to go on at once: not while the scanner is
 * away, so that a single one is asked about. mail.md 4.1 step 5
 */
export async function judgeAgain(
  performing: Performing,
  { scanner, metrics, again, claimMs }: JudgingAgain,
): Promise<boolean> {
  const claimed = await performAsSystem(performing, { operation: claimUnchecked, actor: system, input: { claimMs } });
  if (!claimed.ok || claimed.value === undefined) return false;
  const { id, sha256 } = claimed.value;
  const result = await scanner.scan(performing.world.files.open(sha256)).catch((error: unknown): ScanResult => {
    performing.log.error({ attachment: id, sha256, error }, "an attachment in quarantine cannot be read");
    return { kind: "error", text: "the file cannot be read", trouble: "unclear" };
  });
  metrics.count("postroom_scans_total", { result: result.kind });
  const input = { claimed: claimed.value, result, again };
  await performAsSystem(performing, { operation: judgeAttachment, actor: system, input });
  return result.kind !== "error" || result.trouble === "unclear";
}
