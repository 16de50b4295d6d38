import type { UserActor } from "../../domain/agent/actor.ts";
import type { MailView } from "../../domain/desktop/mail-view.ts";
import type { Attachment } from "../../domain/interaction/interaction.ts";
import type { Reading } from "../../ports/transaction.ts";
import { defineQuery, type Found, found, missing } from "../query.ts";
import { findMailPart, interactionOf, type ShownMail } from "./mail-part.ts";

type Asked = { readonly hash: string; readonly session: string | undefined };

export type OpenedView = {
  readonly view: MailView;
  readonly mail: ShownMail;
  /** Of the desktop, where the reader chose one. */
  readonly language: unknown;
};

/** What a ticket shows, to the same user in the same session, as long as the user may read it; else there is nothing (6). desktop.md 6.2 */
export const openMailView = defineQuery<Asked, OpenedView>("OpenMailView", "UseDesktop", async (asked) => {
  const { reading, actor, input } = asked;
  const { view } = (await living(reading, input.hash)) ?? {};
  if (view === undefined || view.user !== actor.id) return nothing;
  if (view.session !== undefined && view.session !== input.session) return nothing;
  const mail = await findMailPart.run({ ...asked, input: { id: view.interaction, part: view.part } });
  if (!mail.ok) return mail;
  const { values } = await reading.preferences.of(actor.id);
  return found({ view, mail: mail.value, language: values["language"] });
});

/** A picture of the mail by its place; by the ticket alone, because frames on opaque origins send no cookie. desktop.md 6.3 */
export async function pictureOf(reading: Reading, hash: string, n: number): Promise<Found<Attachment>> {
  const { view, actor } = (await living(reading, hash)) ?? {};
  // The bytes of a mail are shown as text: there are no pictures in them.
  if (view === undefined || actor === undefined || view.part === "source") return nothing;
  // A mail may have many: of the mail nothing else is read for them.
  const shown = await interactionOf(reading, actor, { id: view.interaction, part: view.part });
  const attachment = shown.ok ? shown.value.attachments[n] : undefined;
  return attachment?.contentId === undefined ? nothing : found(attachment);
}

/** The address of a picture from outside by its place, when it may be shown. */
export async function remoteOf(reading: Reading, hash: string, n: number): Promise<Found<string>> {
  const { view } = (await living(reading, hash)) ?? {};
  const address = view?.showsRemote === true ? view.remote[n] : undefined;
  return address === undefined ? nothing : found(address);
}

type Living = { readonly view: MailView; readonly actor: UserActor };

/** A ticket ends after its time, and with the session that asked for it. */
async function living({ mailViews, sessions, users, now }: Reading, hash: string): Promise<Living | undefined> {
  const view = await mailViews.byTicket(hash);
  if (view === undefined || view.expiresAt <= now.wall) return undefined;
  const actor = await users.actor(view.user);
  if (actor === undefined) return undefined;
  if (view.session === undefined) return { view, actor };
  const session = await sessions.byHash(view.session);
  // The row of a session that was ended stays for a while, older than any other (operations/session/sign-out.ts).
  return session === undefined || session.createdAt === 0 ? undefined : { view, actor };
}

const nothing = missing({ kind: "notFound", thing: "message", name: "mail view" });
