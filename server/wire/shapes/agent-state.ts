import type { NotReadyReason } from "../../ports/centre.ts";
import { stateId } from "./channel.ts";
import { present } from "./viewing.ts";

/** A state that agents may choose. wire.md 2.3 */
export const agentStateShape = ({ operationName, displayName, reason, workMode }: NotReadyReason) => ({
  id: stateId("NotReady", workMode),
  operationName,
  displayName,
  state: "NotReady",
  ...present("workMode", workMode),
  ...present("reason", reason),
});
