import { forbids } from "../domain/agent/permissions.ts";
import type { Changed } from "../operations/email/do-row.ts";
import type { OperationDefinition } from "../operations/operation.ts";
import { type Performed, perform, promisesNothing } from "../operations/perform.ts";
import { beginBulk } from "../operations/supervisor/begin-bulk.ts";
import { endBulk } from "../operations/supervisor/end-bulk.ts";
import type { RememberedAnswer } from "../ports/journal.ts";
import type { Found } from "../queries/query.ts";
import { failed, partialSuccess, refused, replayed, success } from "./answers.ts";
import type { Doing } from "./commands.ts";
import type { Answer, Asking } from "./entry.ts";
import { failures, type Status, statusOf } from "./status.ts";

type Row<Given, Input> = {
  readonly operation: OperationDefinition<Input, Changed>;
  readonly input: (body: Given) => Found<Input>;
};

type Item = { readonly http: number; readonly result: BulkResult };
type BulkResult = { readonly id: string; readonly statusCode: Status["code"] } & (
  | { readonly version: number }
  | { readonly statusMessage: string }
);

/**
 * One operation on many interactions, each in a transaction of its own, in the given order, in bounded time. With an `Idempotency-Key`
 * each item is remembered together with its effect, and the whole answer at the end: whatever dies in between, a repeat does no item
 * twice. wire.md 12, 1.9
 */
export const eachOf =
  <Given, Input>(row: Row<Given, Input>): Doing<Given & { readonly ids: readonly string[] }> =>
  async (body, asking) => {
    const { request } = asking;
    const input = row.input(body);
    if (!input.ok) return refused(input.refusal);
    if (request.ifMatch !== undefined) {
      return refused({
        kind: "badValue",
        path: "If-Match",
        because: "one version cannot stand for several interactions",
      });
    }
    const forbidden = forbids(request.actor, row.operation.permission);
    if (forbidden !== undefined) return refused(forbidden);
    const doing = () => allDone(asking, row.operation, input.value, [...new Set(body.ids)]);
    if (request.idempotency === undefined) return answerOf(await doing());
    return { ...(await once(asking, request.idempotency, doing)), isKept: true };
  };

type Key = { readonly key: string; readonly requestHash: string };

/** The first answer again; else what is left is done, and remembered unless something could not be tried. */
async function once(
  { answering, request }: Asking,
  { key, requestHash }: Key,
  doing: () => Promise<readonly Item[]>,
): Promise<Answer> {
  const { performing } = answering;
  const { actor } = request;
  const begun = await perform(performing, { operation: beginBulk, actor, input: { key, requestHash } });
  if ("replay" in begun) throw new Error("the beginning of a bulk request has no key of its own");
  if (!begun.result.ok) return refused(begun.result.refusal);
  if (begun.result.value.first !== undefined) return replayed(begun.result.value.first);
  const end = (answer: RememberedAnswer | undefined) =>
    perform(performing, { operation: endBulk, actor, input: { key, answer } });
  try {
    const items = await doing();
    const answer = answerOf(items);
    const isFinal = items.every(({ result }) => !passing.has(result.statusCode));
    await end(isFinal && "json" in answer ? { requestHash, status: answer.status, body: answer.json } : undefined);
    return answer;
  } catch (error) {
    // The key would be free by itself after a while; this is only sooner.
    await end(undefined).catch(() => undefined);
    throw error;
  }
}

/** Codes of what may be answered otherwise a moment later. */
const passing: ReadonlySet<Status["code"]> = new Set([failures.unavailable.code, 9, 19]);

/** How long a bulk request may take; what is not reached by then is said to be so. Less than `aliveMs` of `begin-bulk.ts`. */
const runMs = 20_000;
const notReached: Status = { code: 9, http: 500, text: "not reached in time: repeat the request for it" };

async function allDone<Input>(
  asking: Asking,
  operation: OperationDefinition<Input, Changed>,
  input: Input,
  ids: readonly string[],
): Promise<readonly Item[]> {
  const steady = () => asking.answering.performing.store.read(async ({ now }) => now.steady);
  const until = (await steady()) + runMs;
  const items: Item[] = [];
  let unreached: Status | undefined;
  for (const id of ids) {
    try {
      if (unreached === undefined && (await steady()) > until) unreached = notReached;
      items.push(unreached === undefined ? await itemDone(asking, operation, input, id) : itemOf(id, unreached));
    } catch (error) {
      // With nothing done the whole request may be repeated freely, and is answered so.
      if (!promisesNothing(error) || !items.some(isDone)) throw error;
      unreached = failures.unavailable;
      items.push(itemOf(id, unreached));
    }
  }
  return items;
}

async function itemDone<Input>(
  { answering, request }: Asking,
  operation: OperationDefinition<Input, Changed>,
  input: Input,
  id: string,
): Promise<Item> {
  const made = ({ result }: Performed<Changed>): Item =>
    result.ok
      ? { http: 200, result: { id, statusCode: 0, version: result.value.interaction.version } }
      : itemOf(id, statusOf(result.refusal));
  const { idempotency, actor } = request;
  const answered = await perform<Input, Changed>(answering.performing, {
    operation,
    actor,
    target: id,
    input,
    keyed: idempotency && {
      // No key of a client has a blank in it (wire.md 1.9).
      key: `${idempotency.key} ${id}`,
      requestHash: idempotency.requestHash,
      answer: (performed) => written(made(performed)),
    },
  });
  return "replay" in answered ? read(answered.replay) : made(answered);
}

const written = ({ http, result }: Item) => ({ status: http, body: JSON.stringify(result) });
const read = ({ status, body }: RememberedAnswer): Item => ({ http: status, result: JSON.parse(body) });

const itemOf = (id: string, { code, http, text }: Status): Item => ({
  http,
  result: { id, statusCode: code, statusMessage: text },
});

const isDone = ({ result }: Item): boolean => result.statusCode === 0;

/** All done 0, some 7, none the first one's failure. wire.md 12 */
function answerOf(items: readonly Item[]): Answer {
  const results = items.map(({ result }) => result);
  const done = items.filter(isDone).length;
  if (done === items.length) return success({ results });
  if (done > 0) return partialSuccess(done, items.length, { results });
  const [first] = items;
  if (first === undefined || !("statusMessage" in first.result)) throw new Error("a bulk request had no items");
  const { statusCode: code, statusMessage: text } = first.result;
  return failed({ code, http: first.http, text, besides: { results } });
}
