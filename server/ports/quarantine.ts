import type { Finding, Quarantined } from "../domain/mail/quarantine.ts";

export interface QuarantineReads {
  /** Of one interaction, in the order of the mail; those that were released too. */
  of(interaction: string): Promise<readonly Quarantined[]>;
}

export interface QuarantineRows {
  /** What is unchecked is looked into again at once. */
  put(interaction: string, attachments: readonly Quarantined[]): Promise<void>;
  /** One that is to be looked into again now, and by nobody else for `claimMs`. */
  claimUnchecked(claimMs: number): Promise<UncheckedAttachment | undefined>;
  /** What is known of it now, and where that is nothing when to look again. */
  judge(id: string, finding: Finding, againMs: number | undefined): Promise<void>;
  /** It is in quarantine no longer, and never was infected. */
  remove(id: string): Promise<void>;
  release(id: string, released: NonNullable<Quarantined["released"]>): Promise<void>;
}

export type UncheckedAttachment = { readonly id: string; readonly interaction: string; readonly sha256: string };
