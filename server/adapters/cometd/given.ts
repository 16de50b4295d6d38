import type { BayeuxReply, BayeuxRequest } from "@postroom/contract";
import type { Session, Transport } from "./session.ts";
import type { BayeuxSettings } from "./settings.ts";

/** What the pure core is told of the world when a request arrives. */
export type Given = {
  readonly settings: BayeuxSettings;
  /** Steady time, milliseconds. */
  readonly nowMs: number;
  /** Wall time, milliseconds since 1970; for the timesync extension alone. */
  readonly wallMs: number;
  /** Who was authenticated. */
  readonly user: string;
  readonly transport: Transport;
  /** The transports that a handshake may choose from. */
  readonly transports: readonly Transport[];
  readonly admission: Admission;
  /** This browser already holds all the connects that it can spare. */
  readonly isCrowded: boolean;
  /** Chance for a client that has to come back: milliseconds. */
  readonly spreadMs: number;
};

/** Whether a handshake may make a session, and with which unguessable id. */
export type Admission =
  | { readonly kind: "admitted"; readonly clientId: string }
  | { readonly kind: "denied" }
  | { readonly kind: "stopping" };

/** A connect that waits for a message. */
export type Hold = {
  readonly message: BayeuxRequest;
  readonly timeoutMs: number;
  readonly receivedMs: number;
  readonly wallMs: number;
};

/** What one message did. `session` undefined: there is none (any more). */
export type Step = {
  readonly session: Session | undefined;
  readonly reply?: BayeuxReply;
  readonly deliveries?: readonly string[];
  readonly hold?: Hold;
};

type Answer = Omit<BayeuxReply, "channel" | "id" | "successful">;

/** The reply to `message`: its channel and id come back when there were any (cometd.md 2, 2). */
export function accepted(message: BayeuxRequest, answer: Answer = {}): BayeuxReply {
  return { ...named(message), successful: true, ...answer };
}

export function refused(message: BayeuxRequest, error: string, answer: Answer = {}): BayeuxReply {
  return { ...named(message), successful: false, error, ...answer };
}

function named(message: BayeuxRequest): Pick<BayeuxReply, "channel" | "id"> {
  return {
    ...(message.channel === undefined ? {} : { channel: message.channel }),
    ...(message.id === undefined ? {} : { id: message.id }),
  };
}
