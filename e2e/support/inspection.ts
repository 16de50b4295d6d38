import assert from "node:assert/strict";
import {
  type AuditRow,
  auditAnswer,
  type DeliveryResource,
  deliveryAnswer,
  type OperatorRow,
  operatorRowsAnswer,
} from "@postroom/contract";
import { eventually } from "./eventually.ts";
import { type Client, clientOf } from "./http.ts";
import { type RunningServer, runPostroom } from "./server.ts";

/** All interactions, page by page, as a supervisor sees them. */
export async function everyInteraction(supervisor: Client): Promise<readonly OperatorRow[]> {
  const rows: OperatorRow[] = [];
  for (let cursor: string | undefined = ""; cursor !== undefined; ) {
    const page = await supervisor.get(`/interactions?fields=*&limit=1000${cursor === "" ? "" : `&cursor=${cursor}`}`);
    assert.equal(page.status, 200, page.text);
    const { interactions, nextCursor } = operatorRowsAnswer.parse(page.body);
    rows.push(...interactions);
    cursor = nextCursor;
  }
  return rows;
}

/** The whole audit trail, in order. */
export async function auditTrail(supervisor: Client): Promise<readonly AuditRow[]> {
  const rows: AuditRow[] = [];
  for (let since: number | undefined = 0; since !== undefined; ) {
    const page = await supervisor.get(`/audit?since=${since}&limit=1000`);
    assert.equal(page.status, 200, page.text);
    const { audit, nextSince } = auditAnswer.parse(page.body);
    rows.push(...audit);
    since = nextSince;
  }
  return rows;
}

/** How a sent mail is on its way. */
export async function deliveryOf(supervisor: Client, id: string): Promise<DeliveryResource> {
  const answer = await supervisor.get(`/interactions/${id}/delivery`);
  assert.equal(answer.status, 200, answer.text);
  return deliveryAnswer.parse(answer.body).delivery;
}

/** Resolves when nothing is pending; rejects after `withinMs` with the counts. product.md `/health/quiet` */
export async function untilQuiet(http: string, withinMs = 20_000): Promise<void> {
  const nobody = clientOf(http);
  const look = () => nobody.get("root:/health/quiet").catch(() => undefined);
  await eventually(look, (answer) => answer?.status === 200, withinMs);
}

/**
 * When the server is quiet: every change of every interaction is in the audit exactly once and in order (reliability.md P25, I10, I19),
 * and each present state is the one that its last row tells.
 */
export async function assertAudited(server: RunningServer, supervisor: Client): Promise<void> {
  await untilQuiet(server.ready().http);
  const [rows, audit] = [await everyInteraction(supervisor), await auditTrail(supervisor)];
  assert.deepEqual(
    audit.map(({ seq }) => seq),
    audit.map((_, index) => index + 1),
    "the audit's numbers have no gap",
  );
  const told = Map.groupBy(
    // Who read a raw message stands there too (reliability.md 7.6), and changes nothing.
    audit.filter(({ interactionId, version }) => interactionId !== undefined && version !== undefined),
    ({ interactionId }) => interactionId,
  );
  assert.equal(told.size, rows.length, "interactions in the audit");
  for (const { id, version, state, assignedTo } of rows) {
    const changes = told.get(id) ?? [];
    const versions = changes.map((change) => change.version);
    assert.deepEqual(
      versions,
      Array.from({ length: version }, (_, index) => index + 1),
      `versions of ${id}`,
    );
    const last = changes.at(-1)?.to;
    assert.deepEqual([last?.state, last?.holder ?? null], [state, assignedTo], `last change of ${id}`);
  }
}

/** `postroom check`, beside the running server, finds nothing. */
export async function assertConsistent({ data }: RunningServer, database?: string): Promise<void> {
  const whose = database === undefined ? [] : ["--database", database];
  const { code, stdout, stderr } = await runPostroom(["check", "--data", data, ...whose]);
  assert.deepEqual([code, stdout], [0, "no finding\n"], stderr);
}
