import { hash } from "node:crypto";
import type { Account } from "../../ports/agents.ts";
import type { Accounts } from "./accounts.ts";
import { boundedMap } from "./bounded-map.ts";

/** Who proved a moment ago by the same `Authorization` header who it is: to take it apart for each poll costs more than to answer it. */
export type Recognised = {
  /** Undefined unless nothing that the proof rested on was looked up anew since. */
  find(authorization: string): Account | undefined;
  keep(authorization: string, proof: Proof): void;
};

type Proof = {
  readonly userName: string;
  /** What the password was compared with. */
  readonly credential: ReturnType<Accounts["credential"]>;
  readonly account: Account;
};

/** Remembered as hashes behind random bytes of this process, like `Verified`. reliability.md 7.3 */
export function createRecognised(options: {
  readonly accounts: Accounts;
  readonly key: Uint8Array;
  readonly rememberedMax: number;
}): Recognised {
  const { accounts } = options;
  const key = Buffer.from(options.key).toString("base64");
  const known = boundedMap<string, Proof & { readonly loaded: ReturnType<Accounts["byId"]> }>(options.rememberedMax);
  const nameOf = (authorization: string): string => hash("sha256", key + authorization, "base64");
  return {
    find(authorization) {
      const proof = known.get(nameOf(authorization));
      if (proof === undefined || accounts.credential(proof.userName) !== proof.credential) return undefined;
      return accounts.byId(proof.account.actor.id) === proof.loaded ? proof.account : undefined;
    },
    async keep(authorization, proof) {
      const loaded = accounts.byId(proof.account.actor.id);
      // It may be looked up anew at this moment, and say something else.
      if ((await loaded.catch(() => undefined)) === proof.account)
        known.set(nameOf(authorization), { ...proof, loaded });
    },
  };
}
