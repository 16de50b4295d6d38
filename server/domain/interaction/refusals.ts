import type { GuardWarning } from "../mail/recipient-guard.ts";
import type { State } from "./interaction.ts";

/** Why something asked for is not done. Closed: `wire/status.ts` has a row for each. It carries what the text needs, never the text. wire.md 5.20 */
export type Refusal = Refused & {
  /** Of several operations that were asked for at once: the place of the one that is refused. */
  readonly action?: number;
};

type Refused =
  | { readonly kind: "wrongState"; readonly operation: string; readonly state: State }
  | { readonly kind: "heldByAnother"; readonly operation: string }
  | { readonly kind: "offeredToAnother"; readonly operation: string }
  | { readonly kind: "shelfForbidden"; readonly operation: string }
  | { readonly kind: "agentForbidden"; readonly operation: string; readonly userName: string }
  | { readonly kind: "sentByAnother"; readonly operation: string }
  | { readonly kind: "taken"; readonly id: string }
  | { readonly kind: "notFound"; readonly thing: Thing; readonly name: string }
  | { readonly kind: "staleVersion"; readonly given: number; readonly present: number }
  | { readonly kind: "alreadyExists"; readonly thing: Thing; readonly name: string }
  | { readonly kind: "inUse"; readonly thing: Thing; readonly name: string; readonly because?: string }
  | { readonly kind: "keyReused" }
  | { readonly kind: "keyRunning" }
  | { readonly kind: "roleMissing"; readonly operation: string; readonly roles: readonly string[] }
  | { readonly kind: "privilegeMissing"; readonly what: string; readonly userName: string }
  | { readonly kind: "passwordChangeRequired" }
  | { readonly kind: "missing"; readonly path: string; readonly hint?: string }
  | { readonly kind: "contradiction"; readonly path: string; readonly because: string }
  | {
      readonly kind: "queueKind";
      readonly path: string;
      readonly operation: string;
      readonly queueKind: string;
      readonly queue: string;
    }
  | { readonly kind: "badValue"; readonly path: string; readonly because: string }
  | { readonly kind: "badValues"; readonly problems: readonly { readonly path: string; readonly because: string }[] }
  | { readonly kind: "readOnly"; readonly path: string; readonly because?: string }
  | { readonly kind: "notPossible"; readonly operation: string; readonly because: string }
  | { readonly kind: "newerMessage"; readonly interaction: string }
  | { readonly kind: "recipientsBlocked"; readonly operation: string; readonly warnings: readonly GuardWarning[] }
  | { readonly kind: "attachmentTooLarge"; readonly bytesMax: number }
  | { readonly kind: "mailTooLarge"; readonly bytesMax: number }
  | { readonly kind: "wrongPassword" }
  | { readonly kind: "tooManyFailures" };

/** The refusal where what it speaks of stands below `place` of the request: `$.until` → `$.params.until`. */
export const within = (place: string, refusal: Refusal): Refusal =>
  "path" in refusal ? { ...refusal, path: refusal.path.replace(/^\$/, () => place) } : refusal;

export type Thing =
  | "interaction"
  | "mailbox"
  | "account"
  | "queue"
  | "user"
  | "skill"
  | "group"
  | "workbin"
  | "contact"
  | "legal hold"
  | "attachment"
  | "template"
  | "report schedule"
  | "category"
  | "channel"
  | "thread"
  | "rules"
  | "feature"
  | "delivery"
  | "message"
  | "hold"
  | "job"
  | "snooze"
  | "notice"
  | "display"
  | "view"
  | "report"
  | "path";
