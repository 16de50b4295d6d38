import {
  type MailFrame,
  type MailPart,
  type MailView,
  ticketHash,
  viewLastsMs,
} from "../../domain/desktop/mail-view.ts";
import { defineOperation, done, refuse } from "../operation.ts";

type Input = {
  readonly session: string | undefined;
  readonly part: MailPart;
  readonly mode: MailFrame;
  readonly showsRemote: boolean;
  readonly remote: readonly string[];
};

export type GivenView = { readonly ticket: string; readonly view: MailView };

/**
 * Gives a ticket by which a frame shows one e-mail for five minutes, to the same person in the same session. Refuses what the actor may
 * not read (6). Whoever is shown the bytes stands in the audit. desktop.md 6.2
 */
export const giveMailView = defineOperation<Input, GivenView>(
  "GiveMailView",
  "UseDesktop",
  async ({ tx, world, actor, target, input }) => {
    const interaction = await tx.interactions.visible(target, actor);
    if (interaction === undefined) return refuse({ kind: "notFound", thing: "interaction", name: target });
    const ticket = world.ids.messageToken();
    const view: MailView = {
      ...input,
      ticket: ticketHash(ticket, world.mac(await tx.centre.secret())),
      user: actor.id,
      interaction: interaction.id,
      expiresAt: tx.now.wall + viewLastsMs,
    };
    await tx.mailViews.create(view);
    if (input.part === "source") {
      await tx.journal.append({ kind: "RawRead", operation: "ReadRaw", of: interaction.id });
    }
    return done({ ticket, view });
  },
);
