import type { Actor } from "../domain/agent/actor.ts";
import type { Permission } from "../domain/agent/permissions.ts";
import type { Refusal } from "../domain/interaction/refusals.ts";
import type { Mac } from "../domain/mail/token.ts";
import type { Files } from "../ports/files.ts";
import type { Html } from "../ports/html.ts";
import type { Ids } from "../ports/ids.ts";
import type { HeaderReader, MessageWriter, UnkeptReader } from "../ports/mail.ts";
import type { Passwords } from "../ports/passwords.ts";
import type { Secrets } from "../ports/secrets.ts";
import type { Transaction } from "../ports/transaction.ts";

/** What of the world operations may use beside the transaction. */
export type World = {
  readonly ids: Ids;
  readonly files: Files;
  readonly writer: MessageWriter;
  readonly headersOf: HeaderReader;
  readonly readUnkept: UnkeptReader;
  readonly html: Html;
  /** The keyed hash of tokens and marks, from the secret of the database. */
  readonly mac: (secret: string) => Mac;
  readonly passwords: Passwords;
  readonly secrets: Secrets;
};

/** What an operation is given: one transaction, who asks, about what, with which input. */
export type Asked<Input> = {
  readonly tx: Transaction;
  readonly actor: Actor;
  readonly world: World;
  /** Id of the thing that the path names; empty where there is none. */
  readonly target: string;
  readonly input: Input;
  /** The client's `If-Match`. */
  readonly expectedVersion: number | undefined;
};

/** Done, with what the answer needs; or refused, and then nothing was changed. */
export type Result<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly refusal: Refusal };

/** One thing that the API can change: one file, one transaction (architecture.md 5). */
export type OperationDefinition<Input, Value> = {
  readonly name: string;
  /** Role and privilege, asked before anything is loaded. */
  readonly permission: Permission;
  /** Slow work on the input alone, done before the transaction begins; it may refuse. */
  readonly prepare?: (world: World, input: Input) => Promise<Result<Input>>;
  readonly run: (asked: Asked<Input>) => Promise<Result<Value>>;
};

/** Names a use-case. `permission` is its name where the two are equal. */
export const defineOperation = <Input, Value>(
  name: string,
  permission: Permission,
  run: (asked: Asked<Input>) => Promise<Result<Value>>,
  prepare?: (world: World, input: Input) => Promise<Result<Input>>,
): OperationDefinition<Input, Value> => ({ name, permission, run, ...(prepare === undefined ? {} : { prepare }) });

export const done = <Value>(value: Value): Result<Value> => ({ ok: true, value });
export const refuse = (refusal: Refusal): { readonly ok: false; readonly refusal: Refusal } => ({ ok: false, refusal });
