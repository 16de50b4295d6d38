import { sql } from "kysely";

/** What of a contact is written twice agrees: who answers for it, its addresses, its one primary value. wire.md 8.1 */
export const contactBreaches = sql`
  SELECT c.id, 'answers by ' || c.root_id || ', but what it was merged into does not' FROM contacts c
    JOIN contacts p ON p.id = c.merged_into WHERE c.root_id <> p.root_id
  UNION ALL SELECT c.id, 'it answers for itself, and is merged' FROM contacts c
    WHERE (c.merged_into IS NULL) <> (c.root_id = c.id)
  UNION ALL SELECT coalesce(a.contact_id, v.id), 'an address that is written only once: ' || coalesce(a.address, v.address)
    FROM contact_addresses a FULL JOIN (
      SELECT DISTINCT c.id, lower(one ->> 'value') AS address
      FROM contacts c, jsonb_array_elements(coalesce(c.attributes -> 'EmailAddress', '[]')) AS one) v
      ON v.id = a.contact_id AND v.address = a.address
    WHERE a.address IS NULL OR v.address IS NULL
  UNION ALL SELECT c.id, 'not one primary value of ' || name
    FROM contacts c, jsonb_each(c.attributes) AS pair (name, list)
    WHERE (SELECT count(*) FROM jsonb_array_elements(list) AS one WHERE (one ->> 'primary')::boolean) <> 1`;

/** The history shows owner and end of what is in the rows, and every interaction that was read can be searched by what it has now. wire.md 5.18 */
export const historyBreaches = sql`
  SELECT id, 'its owner is not the one who works on it' FROM interactions
    WHERE state IN ('Processing', 'Composing') AND owner_id IS DISTINCT FROM holder
  UNION ALL SELECT id, 'ended exactly when Completed, Canceled or sent' FROM interactions
    WHERE (ended_at IS NOT NULL) <>
      (state IN ('Completed', 'Canceled') OR (state = 'Sent' AND coalesce(delivery, '') = 'sent'))
  UNION ALL SELECT i.id, 'it cannot be searched' FROM interactions i
    WHERE i.is_read AND NOT (i.subtype = 'OutboundAutoResponse' AND i.parent_id IS NULL)
      AND NOT EXISTS (SELECT 1 FROM interaction_index s WHERE s.interaction_id = i.id AND s.received_at = i.received_at)
  UNION ALL SELECT i.id, 'it is searched by other user data than it has' FROM interactions i
    JOIN interaction_index s ON s.interaction_id = i.id WHERE s.user_data <> i.user_data::jsonb`;
