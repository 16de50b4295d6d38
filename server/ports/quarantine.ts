import type { Quarantined } from "../domain/mail/quarantine.ts";

export interface QuarantineReads {
  /** Of one interaction, in the order of the mail; those that were released too. */
  of(interaction: string): Promise<readonly Quarantined[]>;
}

export interface QuarantineRows {
  put(interaction: string, attachments: readonly Quarantined[]): Promise<void>;
  release(id: string, released: NonNullable<Quarantined["released"]>): Promise<void>;
}
