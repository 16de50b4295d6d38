import { type Asked, defineOperation, done } from "../operation.ts";

/** What was refused: only names, ids and the server's own words; never what stood in a body. */
export type RefusedAccess = {
  /** As the audit names it. */
  readonly operation: string;
  /** What it was asked of: a path of the API, or the user whose log-in failed. */
  readonly thing: "path" | "user";
  readonly name: string;
  readonly why: string;
  /** Where the request came from. */
  readonly address: string;
};

const note = async ({ tx, input }: Asked<RefusedAccess>) => {
  await tx.journal.append({ kind: "AccessRefused", ...input });
  return done(undefined);
};

/** A user was refused: that stands in the audit, and nothing else was changed. reliability.md 7.1, 7.6 */
export const noteRefusedAccess = defineOperation<RefusedAccess, undefined>("NoteRefusal", "NoteRefusal", note);

/** Somebody failed to prove to be a user: as above, but done by the server, because nobody knows who it was. */
export const noteFailedLogIn = defineOperation<RefusedAccess, undefined>("NoteFailedLogIn", "System", note);
