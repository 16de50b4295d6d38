import { sql } from "kysely";
import type { Attachment } from "../../domain/interaction/interaction.ts";
import type { ResponseCategory, StandardResponse } from "../../domain/response/response.ts";
import { optional } from "./values.ts";

export type CategoryRow = {
  id: string;
  parent_id: string | null;
  name: string;
  description: string;
  language: string;
  is_approved: boolean;
  modified_at: number;
  version: number;
};

export type AttachmentRow = {
  id: string;
  name: string;
  mime: string;
  size: number;
  sha256: string;
  content_id: string | null;
  is_embedded: boolean;
};

export type ResponseRow = {
  id: string;
  category_id: string;
  name: string;
  language: string;
  subject: string;
  body: string;
  description: string;
  shortcut: string;
  is_approved: boolean;
  starts_at: number | null;
  expires_at: number | null;
  custom_codes: Readonly<Record<string, string>>;
  modified_at: number;
  version: number;
  attachments: readonly AttachmentRow[] | null;
};

/** A row of `standard_responses`, called `r`. */
export const responseColumns = sql`
  r.id, r.category_id, r.name, r.language, r.subject, r.body, r.description, r.shortcut, r.is_approved, r.starts_at, r.expires_at,
  r.custom_codes, r.modified_at, r.version,
  (SELECT jsonb_agg(to_jsonb(a.*) ORDER BY a.place) FROM response_attachments a WHERE a.response_id = r.id) AS attachments`;

export const categoryOf = (row: CategoryRow): ResponseCategory => ({
  id: row.id,
  parent: optional(row.parent_id),
  name: row.name,
  description: row.description,
  language: row.language,
  isApproved: row.is_approved,
  modifiedAt: row.modified_at,
  version: row.version,
});

export const attachmentOf = ({ content_id, is_embedded, ...row }: AttachmentRow): Attachment => ({
  id: row.id,
  name: row.name,
  mime: row.mime,
  size: row.size,
  sha256: row.sha256,
  contentId: optional(content_id),
  isEmbedded: is_embedded,
});

export const responseOf = (row: ResponseRow): StandardResponse => ({
  id: row.id,
  category: row.category_id,
  name: row.name,
  language: row.language,
  subject: row.subject,
  body: row.body,
  description: row.description,
  shortcut: row.shortcut,
  isApproved: row.is_approved,
  startsAt: optional(row.starts_at),
  expiresAt: optional(row.expires_at),
  customCodes: row.custom_codes,
  attachments: (row.attachments ?? []).map(attachmentOf),
  modifiedAt: row.modified_at,
  version: row.version,
});
