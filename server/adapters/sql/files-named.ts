import { type RawBuilder, sql } from "kysely";
import type { StoredFile } from "../../ports/files.ts";

/** The stored files that rows name, by name, from behind one on. */
export const filesNamed = (after: RawBuilder<unknown>): RawBuilder<StoredFile> => sql`
  SELECT sha256, max(size) AS size FROM (
    SELECT sha256, size FROM messages WHERE sha256 > ${after}
    UNION ALL SELECT sha256, size FROM deliveries WHERE sha256 > ${after}
    UNION ALL SELECT sha256, size FROM response_attachments WHERE sha256 > ${after}
    UNION ALL SELECT sha256, size FROM quarantined_attachments WHERE sha256 > ${after}
    UNION ALL SELECT one ->> 'sha256', (one ->> 'size')::bigint
      FROM interactions, jsonb_array_elements(attachments) AS one
      WHERE attachments <> '[]' AND one ->> 'sha256' > ${after}) named
  GROUP BY sha256 ORDER BY sha256`;
