import type { ReadAttachment, ReadMessage } from "../../ports/mail.ts";

/** Raised with every change of what is derived from a message (mail.md 0.1). */
export const readerVersion = 5;

/** What a thread makes of a message: everything but the stored attachments. */
export type Reading = Omit<ReadMessage, "attachments" | "attachedMail" | "reportParts" | "wrappedReport"> & {
  readonly attachments: readonly FoundAttachment[];
  /** MIME was not read: the raw message is the one attachment. */
  readonly isRawOnly: boolean;
};

/** The header part of a reading: the one reader of identity (mail.md 4.2). */
export type Identity = Omit<Reading, "text" | "marked" | "html" | "attachments" | "parts" | "isRawOnly">;

export type FoundAttachment = Omit<ReadAttachment, "size" | "sha256"> & { readonly source: AttachmentSource };

/** Where its bytes come from: a range of the raw message (end excluded), or decoded already. */
export type AttachmentSource =
  | { readonly kind: "range"; readonly start: number; readonly end: number; readonly encoding: string }
  | { readonly kind: "bytes"; readonly bytes: Uint8Array };

export function rawOnly(identity: Identity, defect: string): Reading {
  const nothing = { text: "", marked: [], html: "", attachments: [], parts: [] };
  return { ...identity, ...nothing, isRawOnly: true, defects: [...identity.defects, defect] };
}
