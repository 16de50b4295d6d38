import type { EmailB, HoldResource } from "@postroom/contract";
import type { Api } from "../api/client.ts";
import type { Outcome } from "../api/outcome.ts";

/** One operation of a hold, as GWS's own body says it, on the version that the person saw. desktop.md 13 */
export type HeldAction = { readonly email: EmailB; readonly version?: number; readonly body: object };

/** What can be called back until its time; the server takes all actions or none. desktop.md 5.4 */
export const beginHold = (
  api: Api,
  actions: readonly HeldAction[],
  seenMessageId: string | undefined,
): Promise<Outcome<{ readonly hold: HoldResource }>> =>
  api.post("/api/postroom/v1/holds", {
    ...(seenMessageId === undefined ? {} : { seenMessageId }),
    actions: actions.map(({ email, version = email.version, body }) => ({ emailId: email.id, version, ...body })),
  });

export const undoHold = (api: Api, id: string): Promise<Outcome<{ readonly hold: HoldResource }>> =>
  api.post(`/api/postroom/v1/holds/${id}`, {}, { method: "DELETE" });
