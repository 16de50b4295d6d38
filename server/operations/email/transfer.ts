import { defineOperation, type Result, refuse } from "../operation.ts";
import type { QueueReference, Spelt } from "../references.ts";
import { pathOfUser, type UserReference, userMeant } from "../users.ts";
import type { Commented } from "./comment.ts";
import { type Changed, loadFor } from "./do-row.ts";
import { transferToAgent } from "./transfer-to-agent.ts";
import { type RequirementReference, transferToQueue } from "./transfer-to-queue.ts";

/** Whom an e-mail goes to; `anything`: an id that may be a user's or a queue's. */
export type TransferTarget =
  | { readonly kind: "user"; readonly user: UserReference }
  | { readonly kind: "queue"; readonly queue?: QueueReference; readonly requirement?: RequirementReference }
  | { readonly kind: "anything"; readonly id: Spelt<string> };

type Input = Commented & { readonly target: TransferTarget };

/**
 * The owner hands an e-mail or a draft over: to an agent as a direct invitation, or into a queue, with or without a condition on who
 * gets it. Refuses what is unknown (6), oneself and no agents (10), kinds of queues (2/400), an agent who is logged out and a condition
 * that nobody meets (2/409). GWS Transfer; wire.md 5.13
 */
export const transfer = defineOperation<Input, Changed>("Transfer", "Transfer", async (asked) => {
  const loaded = await loadFor(asked, "Transfer");
  if (!loaded.ok) return loaded;
  const { target } = asked.input;
  switch (target.kind) {
    case "queue":
      return transferToQueue(asked, loaded.value, target);
    case "user": {
      const user = await userMeant(asked.tx, target.user);
      return user.ok ? transferToAgent(asked, loaded.value, { user: user.value, path: pathOfUser(target.user) }) : user;
    }
    case "anything": {
      const user = await asked.tx.users.byId(target.id.value);
      if (user !== undefined) return transferToAgent(asked, loaded.value, { user, path: target.id.path });
      if ((await asked.tx.centre.queue(target.id.value)) === undefined) return unknown(target.id.value);
      return transferToQueue(asked, loaded.value, { queue: { id: target.id } });
    }
  }
});

const unknown = (name: string): Result<Changed> => refuse({ kind: "notFound", thing: "user", name });
