import type { UserActor } from "../../domain/agent/actor.ts";
import { type MailFrame, ticketHash } from "../../domain/desktop/mail-view.ts";
import { rasterOf } from "../../domain/desktop/raster.ts";
import type { Performing } from "../../operations/perform.ts";
import type { Reading } from "../../ports/transaction.ts";
import { openMailView, pictureOf, remoteOf } from "../../queries/desktop/open-mail-view.ts";
import { ask, type Found } from "../../queries/query.ts";
import { headOf } from "../file-head.ts";
import { type Looks, mailDocument, viewPath } from "./mail-document.ts";
import { quotationLabel } from "./quotation-label.ts";
import { shownHtml } from "./shown-mail.ts";

/** Who asks for a frame's document. */
export type Reader = {
  readonly actor: UserActor;
  readonly session: string | undefined;
  /** What the browser says of languages. */
  readonly accepted?: string | undefined;
} & Looks;

export type MailDocument = { readonly html: string; readonly mode: MailFrame };

/** A picture of the mail, by its stored bytes. */
export type OwnPicture = { readonly mime: string; readonly sha256: string; readonly size: number };

/** The document of a ticket for whoever it was given to; refused (6) for everybody else. desktop.md 6.2 */
export async function openDocument(
  performing: Performing,
  ticket: string,
  reader: Reader,
): Promise<Found<MailDocument>> {
  const hash = await performing.store.read((reading) => hashIn(reading, performing, ticket));
  const input = { hash, session: reader.session };
  const opened = await ask(performing.store, openMailView, { actor: reader.actor, input });
  if (!opened.ok) return opened;
  const { view, mail, language } = opened.value;
  const { part, showsRemote, mode } = view;
  const { paper, isUnfolded = false } = reader;
  const label = quotationLabel(language, reader.accepted);
  const shown = await shownHtml(performing, mail, { base: viewPath(ticket), part, showsRemote, quotationLabel: label });
  return { ok: true, value: { html: mailDocument({ ...shown, paper, isUnfolded }, mode), mode } };
}

/** A picture of the mail, when it is one; by the ticket alone. desktop.md 6.3 */
export async function ownPicture(performing: Performing, ticket: string, n: number): Promise<OwnPicture | undefined> {
  const attachment = await performing.store.read(async (reading) =>
    pictureOf(reading, await hashIn(reading, performing, ticket), n),
  );
  if (!attachment.ok) return undefined;
  const { sha256, size } = attachment.value;
  const raster = rasterOf(await headOf(performing, { sha256, size }));
  return raster === undefined ? undefined : { mime: raster.mime, sha256, size };
}

/** Where a picture from outside lies, when it may be shown. desktop.md 6.4 */
export async function remotePicture(performing: Performing, ticket: string, n: number): Promise<string | undefined> {
  const address = await performing.store.read(async (reading) =>
    remoteOf(reading, await hashIn(reading, performing, ticket), n),
  );
  return address.ok ? address.value : undefined;
}

async function hashIn(reading: Reading, { world }: Performing, ticket: string): Promise<string> {
  return ticketHash(ticket, world.mac(await reading.centre.secret()));
}
