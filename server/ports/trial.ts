import type { SourceTrouble } from "../domain/mail/mailbox-trouble.ts";
import type { TokenAccount } from "./tokens.ts";

/** One step of the way to a mail server, in the order in which they are gone; which of them there are depends on the way. */
export type TrialStep =
  | "relay"
  | "resolve"
  | "connect"
  | "tls"
  | "greet"
  | "hello"
  | "token"
  | "log-in"
  | "folder"
  | "list"
  | "move-folder"
  | "sent-folder";

/** Why a step failed, or could be better. */
export type TrialTrouble =
  | SourceTrouble
  /** What answers is no mail server of this kind. */
  | "stranger"
  | "no-starttls"
  | "unverified"
  | "clear-text"
  | "no-relay"
  /** Asking would use up what it is asked with: it is seen once the account is stored. */
  | "later";

/** How a step goes. `said`: one line of what the server said, or of why it was not reached, without any secret. */
export type Trial = {
  readonly step: TrialStep;
  readonly state: "running" | "ok" | "warn" | "fail";
  readonly ms: number;
  readonly trouble?: TrialTrouble;
  readonly said?: string;
  readonly facts?: TrialFacts;
};

/** What a step has found. */
export type TrialFacts = {
  readonly addresses?: readonly string[];
  readonly protocol?: string;
  /** Wall milliseconds. */
  readonly certificateEndsAt?: number;
  readonly messages?: number;
  readonly uidValidity?: string;
};

/** An account that is tried; it need not be stored. */
export type TriedAccount = {
  readonly host: string;
  readonly port: number;
  readonly tls: "implicit" | "starttls" | "none";
  readonly user: string;
  readonly folder: string;
  readonly moveTo: string | undefined;
  readonly sentFolder: string | undefined;
  readonly logIn: { readonly password: string } | { readonly oauth: TokenAccount };
};
