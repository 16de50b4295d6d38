import type { MailViewAnswer } from "@postroom/contract";
import type { Api } from "../api/client.ts";
import type { Outcome } from "../api/outcome.ts";

export type MailView = Omit<MailViewAnswer, "status" | "statusCode">;
export type MailPart = "html" | "quote" | "print" | "source";

/** A ticket for one look at one e-mail. Each look has its own: pictures from outside need another one. desktop.md 6.2, 6.4 */
export const askMailView = (
  api: Api,
  interactionId: string,
  part: MailPart,
  images: boolean,
): Promise<Outcome<MailView>> => api.post("/api/postroom/v1/mail-views", { interactionId, part, images });

/** Shows the pictures of this sender from now on without being asked. */
export const alwaysShow = (api: Api, address: string): Promise<Outcome<object>> =>
  api.post("/api/postroom/v1/image-consents", { scope: "sender", key: address }, { method: "PUT" });
