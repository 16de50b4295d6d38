import type { AgentOnBoard } from "@postroom/contract";
import { desk } from "../desktop/desk.ts";
import { told } from "./told.ts";

/** What is asked of an agent; the server says whether it may be. */
export type Control =
  | { readonly operationName: "SetState"; readonly state: "Ready" | "NotReady"; readonly reason?: string }
  | { readonly operationName: "LogOff"; readonly reason?: string }
  | { readonly operationName: "TakeBack" | "ReOffer"; readonly interactionId: string }
  | { readonly operationName: "Message"; readonly text: string };

/** Does it; a refusal is told in the server's words. Whether it was done. desktop.md 13 */
export async function control({ userId }: Pick<AgentOnBoard, "userId">, asked: Control): Promise<boolean> {
  const outcome = await desk.api.post<object>(`/api/postroom/v1/agents/${userId}`, asked);
  told(outcome);
  return outcome.ok;
}
