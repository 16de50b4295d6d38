import assert from "node:assert/strict";
import { type AuditRow, auditAnswer, type OperatorRow, operatorRowsAnswer } from "@postroom/contract";
import { eventually } from "./eventually.ts";
import type { Client } from "./http.ts";

/** Every interaction, page by page, as an operator reads them. `query` begins with `&`. */
export async function allInteractions(client: Client, query = "", limit = 100): Promise<readonly OperatorRow[]> {
  const rows: OperatorRow[] = [];
  for (let cursor = ""; ; ) {
    const { status, body, text } = await client.get(`/interactions?fields=*&limit=${limit}${query}${cursor}`);
    assert.equal(status, 200, text);
    const page = operatorRowsAnswer.parse(body);
    assert.ok(page.interactions.length <= limit);
    rows.push(...page.interactions);
    if (page.nextCursor === undefined) return rows;
    cursor = `&cursor=${encodeURIComponent(page.nextCursor)}`;
  }
}

/** The whole audit after `since`. Asserts that no number is missing. */
export async function wholeAudit(client: Client, since = 0): Promise<readonly AuditRow[]> {
  const rows: AuditRow[] = [];
  for (let from = since; ; ) {
    const { status, body, text } = await client.get(`/audit?since=${from}&limit=1000`);
    assert.equal(status, 200, text);
    const page = auditAnswer.parse(body).audit;
    if (page.length === 0) break;
    rows.push(...page);
    from = page.at(-1)?.seq ?? from;
  }
  assert.deepEqual(
    rows.map(({ seq }) => seq),
    rows.map((_, index) => since + 1 + index),
  );
  return rows;
}

/** Resolves when nothing is pending (product.md, `/health/quiet`). */
export async function untilQuiet(client: Client, withinMs = 20_000): Promise<void> {
  await eventually(
    () => client.get("root:/health/quiet"),
    ({ status }) => status === 200,
    withinMs,
  );
}
