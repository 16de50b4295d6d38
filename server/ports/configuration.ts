import type { SetUp } from "../domain/desktop/set-up.ts";
import type { Named } from "./centre.ts";

/** What admins change by the API, beside what provisioning writes (wire.md 10). */
export type Removable = "user" | "skill" | "group" | "queue";

export interface ConfigurationReads {
  /** Values of `interaction-workspace` that admins set: above the built-in ones, below those that the provisioning file names. */
  workspaceByAdmins(): Promise<Readonly<Record<string, string>>>;
  setUp(): Promise<SetUp>;
  /** When somebody showed that a copy of this store was made of a backup, and when the last of it was written. Wall milliseconds. */
  restoredCopy(): Promise<{ readonly provedAt: number; readonly madeAt: number | undefined } | undefined>;
}

export interface ConfigurationRows {
  /** Until the transaction ends nobody else changes the configuration; and the provisioning file is no longer the one that was applied last. */
  open(): Promise<void>;
  /** The token by which the first admin may be made; undefined: none any more. */
  setSetUpHash(hash: string | undefined): Promise<void>;
  /** A copy was shown that goes as far as this row of the audit. */
  setRestoredCopy(seq: number): Promise<void>;
  setWorkspaceByAdmins(values: Readonly<Record<string, string>>): Promise<void>;
  /**
   * Removes it for good. False, and nothing happened, while something refers to it: members, interactions that lie there or may come
   * back, whoever ever held an e-mail.
   */
  remove(thing: Removable, id: string): Promise<boolean>;
  /** Writes a skill or a group; a name that somebody takes at the same time is a lost race. */
  saveNamed(thing: "skill" | "group", named: Named): Promise<void>;
  /** Whether interactions that are not ended lie in the queue or may come back to it, or mail arrives there. */
  isQueueUsed(id: string): Promise<boolean>;
  /** Whether somebody besides this user may configure. */
  hasOtherAdmin(id: string): Promise<boolean>;
}
