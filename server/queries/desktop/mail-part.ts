import type { Actor } from "../../domain/agent/actor.ts";
import { forbids } from "../../domain/agent/permissions.ts";
import { consentsFor } from "../../domain/desktop/image-consent.ts";
import type { MailPart } from "../../domain/desktop/mail-view.ts";
import type { Content } from "../../domain/interaction/content.ts";
import type { Interaction } from "../../domain/interaction/interaction.ts";
import type { DesktopSettings } from "../../ports/centre.ts";
import type { WithContent } from "../../ports/interactions.ts";
import type { Reading } from "../../ports/transaction.ts";
import { visibleEmail } from "../email/find.ts";
import { findRaw, type RawFound } from "../operator/raw.ts";
import { defineQuery, type Found, found, missing } from "../query.ts";

type Input = { readonly id: string; readonly part: MailPart };

/** What is shown in a frame. */
export type ShownMail = {
  readonly interaction: Interaction;
  readonly content: Content;
  /** For the part `source`. */
  readonly raw: RawFound | undefined;
  /** The user has said that pictures from outside of such mail may be shown. */
  readonly isConsented: boolean;
  readonly settings: DesktopSettings;
};

export const desktopDefaults: DesktopSettings = { undoSendMs: 10_000, mailFrame: "bridge", remoteImages: "ask" };

/**
 * What a part of an e-mail is made of, for whoever may read it. Refuses an e-mail without a quoted original (6), and its bytes to all but
 * supervisors (5). desktop.md 6
 */
export const findMailPart = defineQuery<Input, ShownMail>("FindMailPart", "ReadInteraction", async (asked) => {
  const { reading, actor, input } = asked;
  const forbidden = input.part === "source" ? forbids(actor, findRaw.permission) : undefined;
  if (forbidden !== undefined) return missing(forbidden);
  const email = await partOf(reading, actor, input);
  if (!email.ok) return email;
  const raw = input.part === "source" ? await findRaw.run(asked) : found(undefined);
  if (!raw.ok) return raw;
  const { interaction, content } = email.value;
  const { verdict } = (await reading.readings.of(interaction.id)) ?? {};
  const consents = await reading.mailViews.consents(actor.id);
  const wanted = consentsFor({ interaction, from: content.from, verdict });
  const settings = (await reading.centre.settings()).desktop ?? desktopDefaults;
  const isConsented = wanted.some(({ scope, key }) => consents.some((one) => one.scope === scope && one.key === key));
  return found({ interaction, content, raw: raw.value, isConsented, settings });
});

async function partOf(reading: Reading, actor: Actor, input: Input): Promise<Found<WithContent>> {
  if (input.part !== "quote") return visibleEmail(reading, input.id, actor);
  const shown = await interactionOf(reading, actor, input);
  return shown.ok ? visibleEmail(reading, shown.value.id, actor) : shown;
}

/** Whose attachments a part shows, for whoever may read it; a draft quotes the e-mail that it answers, unless it names another. desktop.md 6 */
export async function interactionOf(reading: Reading, actor: Actor, { id, part }: Input): Promise<Found<Interaction>> {
  const own = await visible(reading, actor, id);
  if (!own.ok || part !== "quote") return own;
  const { parent, quote = parent } = own.value;
  return quote === undefined
    ? missing({ kind: "notFound", thing: "message", name: id })
    : visible(reading, actor, quote);
}

async function visible(reading: Reading, actor: Actor, id: string): Promise<Found<Interaction>> {
  const interaction = await reading.interactions.visible(id, actor);
  return interaction === undefined ? missing({ kind: "notFound", thing: "interaction", name: id }) : found(interaction);
}
