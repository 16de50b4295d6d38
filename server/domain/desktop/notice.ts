import type { Interaction } from "../interaction/interaction.ts";

/** What a supervisor, or the server itself, did to an agent: it stays until the agent has seen it. desktop.md 3.2, 7 */
export type Notice = {
  readonly id: string;
  /** Whom it is for. */
  readonly user: string;
  /** Who did it; absent: the server. */
  readonly by?: string;
  /** Wall time in milliseconds. */
  readonly at: number;
  readonly about: NoticeAbout;
};

export type NoticeAbout =
  | { readonly operation: "SetState"; readonly state: "Ready" | "NotReady"; readonly reason?: string }
  | { readonly operation: "LogOff"; readonly reason?: string }
  | { readonly operation: "TakeBack" | "ReOffer"; readonly email: NoticedEmail; readonly reason?: string }
  | { readonly operation: "Message"; readonly text: string };

type NoticedEmail = { readonly interaction: string; readonly subject: string };

/** What a notice says of an e-mail, so that it can be told when the e-mail is somebody else's. */
export const noticedEmail = ({ id }: Pick<Interaction, "id">, subject: string): NoticedEmail => ({
  interaction: id,
  subject,
});

/** So many are kept for somebody who never looks; the oldest go first. */
export const noticesMax = 50;
