import { type RawBuilder, sql } from "kysely";
import type { StoredRule } from "../../ports/consistency.ts";
import { contactBreaches, historyBreaches } from "./consistency-contacts.ts";
import { jobBreaches } from "./consistency-jobs.ts";

/** Events of interactions, numbered or still waiting for it, as the audit counts them. */
const told = sql`(
  SELECT interaction_id, (event -> 'interaction' ->> 'version')::bigint AS version, event, seq AS place
    FROM journal WHERE seq IS NOT NULL AND interaction_id IS NOT NULL
  UNION ALL
  SELECT event -> 'interaction' ->> 'id', (event -> 'interaction' ->> 'version')::bigint, event, NULL
    FROM outbox WHERE event -> 'interaction' IS NOT NULL)`;

/** rule → (subject, because) of every breach. Raw SQL, because each is one anti-join over the whole store. */
export const breachesOf: Readonly<Record<StoredRule, RawBuilder<unknown>>> = {
  I1: sql`
    SELECT i.id, 'a received interaction without its message' FROM interactions i
      WHERE i.direction = 'inbound' AND NOT EXISTS (SELECT 1 FROM message_interactions WHERE interaction_id = i.id)
    UNION ALL SELECT m.id, 'a message without an interaction' FROM messages m
      WHERE NOT EXISTS (SELECT 1 FROM message_interactions WHERE message_id = m.id)
    UNION ALL SELECT i.id, 'read, but its message is not, or the other way round'
      FROM interactions i JOIN message_interactions mi ON mi.interaction_id = i.id JOIN messages m ON m.id = mi.message_id
      WHERE i.is_read <> m.is_read
    UNION ALL SELECT id, 'the size of the stored message is not what was counted' FROM messages
      WHERE raw IS NOT NULL AND octet_length(raw) <> size`,
  I2: sql`
    SELECT message_id, 'two interactions for one mailbox' FROM message_interactions
      GROUP BY message_id, mailbox_id HAVING count(*) > 1
    UNION ALL SELECT k.interaction_id, 'a dedup key of an interaction that is not there' FROM dedup_keys k
      WHERE NOT EXISTS (SELECT 1 FROM interactions WHERE id = k.interaction_id)`,
  I4: sql`
    SELECT id, 'held exactly when Invited, Processing or Composing' FROM interactions
      WHERE (holder IS NOT NULL) <> (state IN ('Invited', 'Processing', 'Composing'))
    UNION ALL SELECT id, 'on a shelf exactly when InWorkbin' FROM interactions
      WHERE (shelf IS NOT NULL) <> (state = 'InWorkbin')
    UNION ALL SELECT id, 'a state of the other direction' FROM interactions
      WHERE (direction = 'inbound' AND state IN ('Composing', 'Sent', 'Canceled'))
        OR (direction = 'outbound' AND state IN ('Processing', 'Completed'))
    UNION ALL SELECT i.id, 'its holder is not noted as one' FROM interactions i
      WHERE i.holder IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM holders h WHERE h.interaction_id = i.id AND h.user_id = i.holder)`,
  I6: sql`
    SELECT id, 'an invitation without a place to go back to' FROM interactions WHERE state = 'Invited' AND back IS NULL
    UNION ALL SELECT i.id, 'offered to an agent who is logged out' FROM interactions i JOIN agents a ON a.user_id = i.holder
      WHERE i.state = 'Invited' AND a.state = 'LoggedOut'
    UNION ALL SELECT id, 'offered before its message was read' FROM interactions WHERE NOT is_read AND state <> 'Queued'`,
  I8: sql`
    SELECT coalesce(i.id, t.interaction_id), 'deadline and timer differ' FROM timers t
      FULL JOIN (SELECT id, deadline_row, deadline_due FROM interactions WHERE deadline_due IS NOT NULL) i
        ON i.id = t.interaction_id
      WHERE t.due IS DISTINCT FROM i.deadline_due OR t.row_name IS DISTINCT FROM i.deadline_row
    UNION ALL SELECT id, 'a state and a deadline that do not belong together' FROM interactions
      WHERE (state = 'Invited') <> (deadline_row IS NOT DISTINCT FROM 'ExpireInvitation')
        OR (state = 'Processing') <> (deadline_row IS NOT DISTINCT FROM 'ExpireProcessing')
        OR (state = 'Composing') <> (deadline_row IS NOT DISTINCT FROM 'ExpireComposing')
        OR (state = 'InWorkbin' AND snooze ->> 'isDue' = 'false') <> (deadline_row IS NOT DISTINCT FROM 'Wake')`,
  I10: sql`
    SELECT interaction_id, 'its events are not in the order of its versions' FROM (
      SELECT interaction_id, (event -> 'interaction' ->> 'version')::bigint AS version,
        lag((event -> 'interaction' ->> 'version')::bigint) OVER (PARTITION BY interaction_id ORDER BY seq) AS former
      FROM journal WHERE seq IS NOT NULL AND interaction_id IS NOT NULL) ordered
      WHERE version <= former
    UNION ALL SELECT h.seq::text, 'the journal does not end where its head says' FROM journal_head h
      WHERE h.seq <> (SELECT coalesce(max(seq), 0) FROM journal)
    UNION ALL SELECT position::text, 'numbered behind the head' FROM journal
      WHERE position > (SELECT position FROM journal_head)`,
  I11: sql`
    SELECT i.id, 'its last event tells another state than the row has' FROM interactions i
      JOIN ${told} e ON e.interaction_id = i.id AND e.version = i.version
      WHERE e.event -> 'interaction' ->> 'state' IS DISTINCT FROM i.state
        OR e.event -> 'interaction' ->> 'holder' IS DISTINCT FROM i.holder
        OR e.event -> 'interaction' ->> 'queue' IS DISTINCT FROM i.queue_id
        OR e.event -> 'interaction' ->> 'delivery' IS DISTINCT FROM i.delivery
    UNION ALL SELECT i.id, 'reports have it in the hands of somebody who has not' FROM work_spells w
      JOIN interactions i ON i.id = w.interaction_id
      -- Known once all events are numbered.
      WHERE w.ended_at IS NULL AND NOT EXISTS (SELECT 1 FROM outbox)
        AND (i.state <> 'Processing' OR i.holder IS DISTINCT FROM w.user_id)
    UNION ALL SELECT interaction_id, 'reports have it in two hands' FROM work_spells
      WHERE ended_at IS NULL GROUP BY interaction_id HAVING count(*) > 1`,
  I14: sql`
    SELECT d.interaction_id, 'sent without evidence' FROM deliveries d
      WHERE d.state = 'sent' AND NOT EXISTS (
        SELECT 1 FROM delivery_attempts a WHERE a.interaction_id = d.interaction_id AND a.outcome = 'accepted')
      AND NOT EXISTS (SELECT 1 FROM ${told} e WHERE e.interaction_id = d.interaction_id AND e.event ->> 'operation' = 'MarkSent')
    UNION ALL SELECT d.interaction_id, 'failed without a refusal' FROM deliveries d
      WHERE d.state = 'failed' AND NOT EXISTS (
        SELECT 1 FROM delivery_attempts a
        WHERE a.interaction_id = d.interaction_id AND a.outcome IN ('refused', 'deferred', 'broken'))`,
  I15: sql`
    SELECT d.interaction_id, 'committing, and the process that claimed it is gone' FROM deliveries d
      WHERE d.state = 'sending' AND d.stage = 'committing'
        AND NOT EXISTS (SELECT 1 FROM processes p WHERE p.id = d.owner AND p.alive_until > clock_timestamp())
        -- Where nobody serves, whoever comes next makes it unknown.
        AND EXISTS (SELECT 1 FROM processes WHERE alive_until > clock_timestamp())`,
  I16: sql`
    SELECT d.interaction_id, 'failed, unknown or cancelled, and the sender was not told' FROM deliveries d
      JOIN interactions i ON i.id = d.interaction_id
      WHERE d.state IN ('failed', 'unknown', 'cancelled') AND i.sender IS NOT NULL AND (i.state = 'Sent' OR NOT EXISTS (
        SELECT 1 FROM ${told} e WHERE e.interaction_id = d.interaction_id AND e.event ->> 'operation' = 'ReturnUnsent'))`,
  I19: sql`
    SELECT i.id, 'version ' || i.version || ', but ' || count(e.version) || ' events' FROM interactions i
      LEFT JOIN ${told} e ON e.interaction_id = i.id
      GROUP BY i.id, i.version
      HAVING count(e.version) <> i.version OR count(DISTINCT e.version) <> i.version OR max(e.version) <> i.version`,
  P7: sql`
    SELECT i.id, 'waits in the queue ' || q.name || ', which is routed to nobody' FROM interactions i
      JOIN queues q ON q.id = i.queue_id WHERE i.state = 'Queued' AND q.kind IN ('draft', 'outbound')`,
  deliveries: sql`
    SELECT i.id, 'Sent without a delivery' FROM interactions i
      WHERE i.state = 'Sent' AND NOT EXISTS (SELECT 1 FROM deliveries WHERE interaction_id = i.id)
    UNION ALL SELECT i.id, 'a delivery that is ' || d.state || ' in state ' || i.state FROM interactions i
      JOIN deliveries d ON d.interaction_id = i.id
      WHERE i.state <> 'Sent' AND d.state IN ('waiting', 'sending', 'retrying', 'held')
    UNION ALL SELECT i.id, 'its delivery is ' || d.state || ', it says ' || coalesce(i.delivery, 'nothing') FROM interactions i
      JOIN deliveries d ON d.interaction_id = i.id
      WHERE i.delivery IS DISTINCT FROM
          CASE WHEN d.is_sent AND d.state IN ('waiting', 'sending', 'retrying', 'held') THEN 'sent' ELSE d.state END
        AND NOT (d.state IN ('waiting', 'sending', 'retrying') AND i.delivery IN ('waiting', 'sending', 'retrying'))
    UNION ALL SELECT interaction_id, 'due exactly when waiting or retrying' FROM deliveries
      WHERE (due IS NOT NULL) <> (state IN ('waiting', 'retrying'))
    UNION ALL SELECT interaction_id, 'nobody is left to send it to' FROM deliveries WHERE to_list = '{}'`,
  responses: sql`
    SELECT id, 'a category that no root leads to' FROM response_categories WHERE id NOT IN (
      WITH RECURSIVE down AS (
        SELECT id FROM response_categories WHERE parent_id IS NULL
        UNION SELECT c.id FROM response_categories c JOIN down ON c.parent_id = down.id)
      SELECT id FROM down)`,
  threads: sql`
    SELECT i.id, 'its thread is not there' FROM interactions i
      WHERE i.is_read AND NOT EXISTS (SELECT 1 FROM threads WHERE id = i.thread_id)`,
  contacts: contactBreaches,
  history: historyBreaches,
  jobs: jobBreaches,
};
