import { sql } from "kysely";
import type { Finding } from "../../domain/mail/quarantine.ts";
import type { QuarantineReads, QuarantineRows, UncheckedAttachment } from "../../ports/quarantine.ts";
import type { Database, Writing } from "./context.ts";
import { type AttachmentRow, attachmentOf } from "./response-row.ts";
import { text, time } from "./values.ts";

type Row = AttachmentRow & {
  signature: string | null;
  because: string | null;
  tries: number;
  released_at: number | null;
  released_by: string | null;
  reason: string | null;
};

/** What viruses were found in, and what waits for the scanner. */
export const quarantineReads = (database: Database): QuarantineReads => ({
  async of(interaction) {
    const { rows } = await sql<Row>`
      SELECT * FROM quarantined_attachments WHERE interaction_id = ${interaction} ORDER BY place`.execute(database);
    return rows.map((row) => ({
      attachment: attachmentOf(row),
      finding: findingOf(row),
      released:
        row.released_at === null
          ? undefined
          : { at: row.released_at, by: row.released_by ?? "", reason: row.reason ?? "" },
    }));
  },
});

/** Keeping it, looking into it again, and letting it go. */
export const quarantineRows = ({ database, now }: Writing): QuarantineRows => ({
  async put(interaction, attachments) {
    for (const { attachment, finding } of attachments) {
      const { signature, because, tries } = columnsOf(finding);
      await sql`
        INSERT INTO quarantined_attachments
          (id, interaction_id, name, mime, size, sha256, content_id, is_embedded, signature, because, tries, look_at)
        VALUES (${attachment.id}, ${interaction}, ${text(attachment.name)}, ${text(attachment.mime)}, ${attachment.size},
          ${attachment.sha256}, ${attachment.contentId === undefined ? null : text(attachment.contentId)},
          ${attachment.isEmbedded}, ${signature}, ${because}, ${tries}, ${because === null ? null : now.steady})`.execute(
        database,
      );
    }
  },
  async claimUnchecked(claimMs) {
    const { rows } = await sql<UncheckedAttachment>`
      UPDATE quarantined_attachments SET look_at = ${now.steady + claimMs}
      WHERE id = (
        SELECT id FROM quarantined_attachments WHERE look_at <= ${now.steady}
        ORDER BY look_at, place LIMIT 1 FOR UPDATE SKIP LOCKED)
      RETURNING id, interaction_id AS interaction, sha256`.execute(database);
    return rows[0];
  },
  async judge(id, finding, againMs) {
    const { signature, because, tries } = columnsOf(finding);
    await sql`
      UPDATE quarantined_attachments SET signature = ${signature}, because = ${because}, tries = ${tries},
        look_at = ${againMs === undefined ? null : now.steady + againMs}
      WHERE id = ${id}`.execute(database);
  },
  async remove(id) {
    await sql`DELETE FROM quarantined_attachments WHERE id = ${id}`.execute(database);
  },
  async release(id, { at, by, reason }) {
    await sql`
      UPDATE quarantined_attachments SET released_at = ${time(at)}, released_by = ${by}, reason = ${text(reason)}, look_at = NULL
      WHERE id = ${id}`.execute(database);
  },
});

const findingOf = ({ signature, because, tries }: Row): Finding =>
  signature === null ? { kind: "unchecked", because: because ?? "", tries } : { kind: "infected", signature };

const columnsOf = (finding: Finding): Pick<Row, "signature" | "because" | "tries"> =>
  finding.kind === "infected"
    ? { signature: text(finding.signature), because: null, tries: 0 }
    : { signature: null, because: text(finding.because), tries: finding.tries };
