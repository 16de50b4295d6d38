import { systemChance } from "../adapters/time/system.ts";
import { deliveryCommits } from "../loops/delivery-commits.ts";
import { recoverLost, type SenderState, senderState, sendSome } from "../loops/sender.ts";
import type { MailTransport } from "../ports/mail.ts";
import type { Centre } from "./centre.ts";
import { lastingLease } from "./lasting-lease.ts";

export type SendingByLoop = {
  readonly state: SenderState;
  /** What was told of the account. */
  readonly alarms: readonly (string | undefined)[];
  /** Attempts what is due now, and waits until all of it has ended. */
  round(): Promise<void>;
  /** Takes over what nobody attempts. */
  recover(): Promise<void>;
};

/** The sender's loop, moved by hand: nothing is spread by chance, and the lease never ends. */
export function sendingBy({ performing, files, clock }: Centre, transport: MailTransport): SendingByLoop {
  const state = senderState();
  const faults: unknown[] = [];
  const alarms: (string | undefined)[] = [];
  const options = {
    ...{ performing, transport, files, clock, state, owner: "p1", connectionsMax: 5 },
    chance: { ...systemChance, fraction: () => 0 },
    pace: {
      after: (_ms: number, look: () => void) => {
        look();
        return () => undefined;
      },
    },
    lease: lastingLease,
    commits: deliveryCommits(performing),
    again: () => undefined,
    onAccount: (refused: string | undefined) => void alarms.push(refused),
    onFault: (error: unknown) => void faults.push(error),
  };
  return {
    state,
    alarms,
    async round() {
      await sendSome(options);
      while (state.underWay.size > 0) await Promise.all([...state.underWay].map(({ ended }) => ended));
      if (faults.length > 0) throw faults[0];
    },
    recover: () => recoverLost(options),
  };
}
