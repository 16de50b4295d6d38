import type { Interaction } from "./interaction.ts";

/** Work on it is over: completed, cancelled, or sent and accepted by the next hop. wire.md 5.18 */
export const isStopped = ({ state, delivery }: Pick<Interaction, "state" | "delivery">): boolean =>
  state === "Completed" || state === "Canceled" || (state === "Sent" && delivery === "sent");
