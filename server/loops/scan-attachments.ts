import type { Scanned } from "../domain/mail/quarantine.ts";
import type { Files } from "../ports/files.ts";
import type { ReadMessage } from "../ports/mail.ts";
import type { Metrics } from "../ports/metrics.ts";
import type { Scanner } from "../ports/scanner.ts";

export type Scanning = { readonly scanner: Scanner; readonly metrics: Metrics };

/** A scanner that is away is asked no more about this mail: the mail goes on, and the rest of its attachments wait. */
const absencesMax = 3;

/** Has every attachment looked into, one after the other, also behind one that the scanner can say nothing of. Throws only what reading our files throws. mail.md 4.1 step 5 */
export async function scanAttachments(
  { attachments }: { readonly attachments: readonly Pick<ReadMessage["attachments"][number], "sha256">[] },
  files: Files,
  { scanner, metrics }: Scanning,
): Promise<Scanned> {
  const infected: Scanned["infected"][number][] = [];
  const unchecked: Scanned["unchecked"][number][] = [];
  let absences = 0;
  for (const [place, { sha256 }] of attachments.entries()) {
    if (absences === absencesMax) {
      unchecked.push({ place, because: unchecked.at(-1)?.because ?? "" });
      continue;
    }
    const result = await scanner.scan(files.open(sha256));
    metrics.count("postroom_scans_total", { result: result.kind });
    if (result.kind === "infected") infected.push({ place, signature: result.signature });
    if (result.kind !== "error") continue;
    unchecked.push({ place, because: result.text });
    if (result.trouble !== "unclear") absences += 1;
  }
  return { infected, unchecked };
}
