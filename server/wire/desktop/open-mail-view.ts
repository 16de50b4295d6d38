import type { UserActor } from "../../domain/agent/actor.ts";
import { type MailFrame, ticketHash } from "../../domain/desktop/mail-view.ts";
import { type Raster, rasterHeadBytes, rasterOf } from "../../domain/desktop/raster.ts";
import type { Performing } from "../../operations/perform.ts";
import { openMailView, pictureOf, remoteOf } from "../../queries/desktop/open-mail-view.ts";
import { ask, type Found } from "../../queries/query.ts";
import { mailDocument, viewPath } from "./mail-document.ts";
import { shownHtml } from "./shown-mail.ts";

/** Who asks for a frame's document. */
export type Reader = { readonly actor: UserActor; readonly session: string | undefined };

export type MailDocument = { readonly html: string; readonly mode: MailFrame };

/** A picture of the mail, by its stored bytes. */
export type OwnPicture = { readonly mime: string; readonly sha256: string; readonly size: number };

/** The document of a ticket for whoever it was given to; refused (6) for everybody else. desktop.md 6.2 */
export async function openDocument(
  performing: Performing,
  ticket: string,
  reader: Reader,
): Promise<Found<MailDocument>> {
  const hash = await hashOf(performing, ticket);
  const input = { hash, session: reader.session };
  const opened = await ask(performing.store, openMailView, { actor: reader.actor, input });
  if (!opened.ok) return opened;
  const { view, mail } = opened.value;
  const { part, showsRemote, mode } = view;
  const shown = await shownHtml(performing, mail, { base: viewPath(ticket), part, showsRemote });
  return { ok: true, value: { html: mailDocument(shown, mode), mode } };
}

/** A picture of the mail, when it is one; by the ticket alone. desktop.md 6.3 */
export async function ownPicture(performing: Performing, ticket: string, n: number): Promise<OwnPicture | undefined> {
  const hash = await hashOf(performing, ticket);
  const attachment = await performing.store.read((reading) => pictureOf(reading, hash, n));
  if (!attachment.ok) return undefined;
  const { sha256, size } = attachment.value;
  const raster = await rasterIn(performing, { sha256, size });
  return raster === undefined ? undefined : { mime: raster.mime, sha256, size };
}

/** Where a picture from outside lies, when it may be shown. desktop.md 6.4 */
export async function remotePicture(performing: Performing, ticket: string, n: number): Promise<string | undefined> {
  const hash = await hashOf(performing, ticket);
  const address = await performing.store.read((reading) => remoteOf(reading, hash, n));
  return address.ok ? address.value : undefined;
}

async function hashOf({ store, world }: Performing, ticket: string): Promise<string> {
  const secret = await store.read((reading) => reading.centre.secret());
  return ticketHash(ticket, world.mac(secret));
}

async function rasterIn(
  { world }: Performing,
  { sha256, size }: Pick<OwnPicture, "sha256" | "size">,
): Promise<Raster | undefined> {
  const head: number[] = [];
  for await (const chunk of world.files.open(sha256, { start: 0, end: Math.min(size, rasterHeadBytes) })) {
    for (const byte of chunk) head.push(byte);
  }
  return rasterOf(Uint8Array.from(head));
}
