import { type ReadBody, readBody, readOperationName } from "@postroom/contract";
import type { z } from "zod";
import type { Refusal } from "../domain/interaction/refusals.ts";
import type { OperationDefinition } from "../operations/operation.ts";
import { type Performed, perform } from "../operations/perform.ts";
import { type Found, found, missing } from "../queries/query.ts";
import { refusalOf, refused, replayed } from "./answers.ts";
import type { Answer, Asking, Entry } from "./entry.ts";
import { idIn } from "./entry.ts";
import { versionIn } from "./if-match.ts";

/** Answers a body that its schema has accepted; `step`: what it would do, for whoever does it later. */
export type Doing<Body> = {
  (body: Body, asking: Asking): Promise<Answer>;
  readonly step?: (body: Body, asking: Asking) => Found<Step>;
};

/** An operation by its name, with its input. */
export type Step = { readonly operation: string; readonly input: unknown };

/** One operation name of a resource. */
export type Command = {
  readonly body: z.ZodType;
  readonly answer: (asking: Asking) => Promise<Answer>;
  /** What it would do; absent where that is no single operation. */
  readonly step?: (asking: Asking) => Found<Step>;
};

/** Commands by operation name; aliases are further names of the same row. `others` are rows that only settings can name. */
export type CommandTable = {
  readonly summary: string;
  /** Stands before the names of its bodies in the API reference, where other resources have the same names. */
  readonly prefix?: string;
  readonly named: Readonly<Record<string, Command>>;
  readonly others?: {
    readonly body: z.ZodType;
    readonly called: string;
    readonly row: (name: string, asking: Asking) => Command | undefined;
  };
  readonly answer: z.ZodType;
};

/** A POST whose `operationName` chooses the row (wire.md 1.2). */
export const commands = (table: CommandTable): Entry => ({
  operations: Object.keys(table.named),
  answer: async (asking) => {
    const { body } = asking.request;
    const row = (name: string) =>
      Object.hasOwn(table.named, name) ? table.named[name] : table.others?.row(name, asking);
    const name = readOperationName(body, (given) => row(given) !== undefined);
    if (!name.ok) return refused(refusalOf(name.problem));
    const command = row(name.value);
    if (command === undefined) throw new Error(`operation ${name.value} was known a moment ago`);
    return command.answer(asking);
  },
  describes: {
    summary: table.summary,
    bodies: {
      ...Object.fromEntries(
        Object.entries(table.named).map(([name, { body }]) => [`${table.prefix ?? ""}${name}`, body]),
      ),
      ...(table.others === undefined ? {} : { [table.others.called]: table.others.body }),
    },
    answer: table.answer,
  },
});

/** One row: the schema of its body, and what is done with a body that fits. */
export const command = <Schema extends z.ZodType>(row: {
  readonly body: Schema;
  readonly does: Doing<z.output<Schema>>;
}): Command => ({
  body: row.body,
  answer: async (asking) => {
    const read: ReadBody<z.output<Schema>> = readBody(row.body, asking.request.body);
    return read.ok ? row.does(read.value, asking) : refused(refusalOf(read.problem));
  },
  ...(row.does.step === undefined ? {} : { step: stepOf(row.body, row.does.step) }),
});

const stepOf =
  <Schema extends z.ZodType>(schema: Schema, step: NonNullable<Doing<z.output<Schema>>["step"]>) =>
  (asking: Asking): Found<Step> => {
    const read: ReadBody<z.output<Schema>> = readBody(schema, asking.request.body);
    return read.ok ? step(read.value, asking) : missing(refusalOf(read.problem));
  };

/** A write that is known by its method and path alone: PUT, DELETE, or a POST without `operationName`. */
export const written = <Schema extends z.ZodType>(row: {
  readonly summary: string;
  readonly body: Schema;
  readonly does: Doing<z.output<Schema>>;
  readonly answer: z.ZodType;
  /** Under which the API reference lists the body; absent: there is none to send. */
  readonly named?: string;
}): Entry => ({
  answer: (asking) =>
    command(row).answer({ ...asking, request: { ...asking.request, body: asking.request.body ?? {} } }),
  describes: {
    summary: row.summary,
    ...(row.named === undefined ? {} : { bodies: { [row.named]: row.body } }),
    answer: row.answer,
  },
});

/** Turns the body into the operation's input, performs it, and writes the answer. */
export const doing = <Body, Input, Value>(row: OperationRow<Body, Input, Value>): Doing<Body> =>
  Object.assign((body: Body, asking: Asking) => performRow(row, body, asking), {
    step(body: Body, asking: Asking): Found<Step> {
      const input = row.input(body, asking);
      return input.ok ? found({ operation: row.operation.name, input: input.value }) : input;
    },
  });

type OperationRow<Body, Input, Value> = {
  readonly operation: OperationDefinition<Input, Value>;
  readonly input: (body: Body, asking: Asking) => Found<Input>;
  readonly answers: (value: Value, referenceId: number, asking: Asking) => Answer;
  /** What a repeated key is answered, where the first answer tells what is told once. */
  readonly remembers?: (value: Value) => Answer;
  /** The id of the thing it is done to, where the path names another. */
  readonly target?: (body: Body) => string;
  /** The name that refusals speak of, where clients know the operation by another one. */
  readonly called?: string;
  /** False where nothing has a version: `If-Match` is ignored then. wire.md 1.9 */
  readonly versioned?: false;
};

async function performRow<Body, Input, Value>(
  row: OperationRow<Body, Input, Value>,
  body: Body,
  asking: Asking,
): Promise<Answer> {
  const { answering, request } = asking;
  const input = row.input(body, asking);
  if (!input.ok) return refused(input.refusal);
  const version = versionIn(row.versioned === false ? undefined : request.ifMatch);
  if (!version.ok) return refused(version.refusal);
  const write = ({ result, referenceId }: Performed<Value>): Answer =>
    result.ok ? row.answers(result.value, referenceId, asking) : refused(calledBy(row.called, result.refusal));
  const again = (performed: Performed<Value>): Answer =>
    row.remembers !== undefined && performed.result.ok ? row.remembers(performed.result.value) : write(performed);
  const answered = await perform<Input, Value>(answering.performing, {
    operation: row.operation,
    actor: request.actor,
    target: row.target?.(body) ?? idIn(asking),
    input: input.value,
    expectedVersion: version.value,
    keyed: request.idempotency && { ...request.idempotency, answer: (performed) => remembered(again(performed)) },
  });
  const answer = "replay" in answered ? replayed(answered.replay) : write(answered);
  return request.idempotency === undefined ? answer : { ...answer, isKept: true };
}

function calledBy(name: string | undefined, refusal: Refusal): Refusal {
  if (name === undefined || !("operation" in refusal) || refusal.kind === "roleMissing") return refusal;
  return { ...refusal, operation: name };
}

/** One of two rows, by what the body says. */
export function either<Body>(row: {
  readonly when: (body: Body) => boolean;
  readonly does: Doing<Body>;
  readonly otherwise: Doing<Body>;
}): Doing<Body> {
  const chosen = (body: Body) => (row.when(body) ? row.does : row.otherwise);
  const { does, otherwise } = row;
  const act = (body: Body, asking: Asking) => chosen(body)(body, asking);
  if (does.step === undefined || otherwise.step === undefined) return act;
  const [first, second] = [does.step, otherwise.step];
  return Object.assign(act, {
    step: (body: Body, asking: Asking) => (row.when(body) ? first : second)(body, asking),
  });
}

/** An answer as the key remembers it; operations never answer with bytes. */
const remembered = (answer: Answer) => ({ status: answer.status, body: "json" in answer ? answer.json : "" });
