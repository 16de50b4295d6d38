import { sql } from "kysely";
import type { QuarantineReads, QuarantineRows } from "../../ports/quarantine.ts";
import type { Database, Writing } from "./context.ts";
import { type AttachmentRow, attachmentOf } from "./response-row.ts";
import { text, time } from "./values.ts";

type Row = AttachmentRow & {
  signature: string;
  released_at: number | null;
  released_by: string | null;
  reason: string | null;
};

/** What viruses were found in. */
export const quarantineReads = (database: Database): QuarantineReads => ({
  async of(interaction) {
    const { rows } = await sql<Row>`
      SELECT * FROM quarantined_attachments WHERE interaction_id = ${interaction} ORDER BY place`.execute(database);
    return rows.map((row) => ({
      attachment: attachmentOf(row),
      signature: row.signature,
      released:
        row.released_at === null
          ? undefined
          : { at: row.released_at, by: row.released_by ?? "", reason: row.reason ?? "" },
    }));
  },
});

/** Keeping it, and letting it go. */
export const quarantineRows = ({ database }: Writing): QuarantineRows => ({
  async put(interaction, attachments) {
    for (const { attachment, signature } of attachments) {
      await sql`
        INSERT INTO quarantined_attachments (id, interaction_id, name, mime, size, sha256, content_id, is_embedded, signature)
        VALUES (${attachment.id}, ${interaction}, ${text(attachment.name)}, ${text(attachment.mime)}, ${attachment.size},
          ${attachment.sha256}, ${attachment.contentId === undefined ? null : text(attachment.contentId)},
          ${attachment.isEmbedded}, ${text(signature)})`.execute(database);
    }
  },
  async release(id, { at, by, reason }) {
    await sql`
      UPDATE quarantined_attachments SET released_at = ${time(at)}, released_by = ${by}, reason = ${text(reason)}
      WHERE id = ${id}`.execute(database);
  },
});
