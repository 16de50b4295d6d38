import { defineOperation, done, refuse } from "../operation.ts";

type Shown = { readonly seq: number; readonly hash: string };

/**
 * A copy of this store was made of a backup: whoever did it shows where the copy's audit ends, which nobody can say who has not read it.
 * Refuses what is not so here (10). desktop.md 8.1
 */
export const proveBackup = defineOperation<Shown, undefined>(
  "ProveBackup",
  "Configure",
  async ({ tx, input: { seq, hash } }) => {
    if (seq < 1 || (await tx.journal.hashOf(seq)) !== hash.toLowerCase()) {
      return refuse({ kind: "badValue", path: "$.proof", because: "the audit of this server has no such row" });
    }
    await tx.configuration.setRestoredCopy(seq);
    await tx.centre.changed("backup", String(seq), "ProveBackup");
    return done(undefined);
  },
);
