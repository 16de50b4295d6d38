import { once } from "node:events";
import { Readable } from "node:stream";
import type { Client, Connection, Submittable } from "pg";

/** What the driver's connection can do and its types do not say. */
type Copying = Connection & {
  sendCopyFromChunk(chunk: Uint8Array): void;
  endCopyFrom(): void;
  sendCopyFail(because: string): void;
};

type CommandComplete = { readonly text: string };

const countOf = ({ text }: CommandComplete): number => Number(text.replace("COPY ", ""));

/** So much of a table waits in memory for whoever reads it. */
const ahead = 1_048_576;

export type CopiedRows = AsyncIterable<Uint8Array> & {
  /** How many rows the bytes stand for; known when all are read. */
  readonly count: number;
};

/**
 * The bytes that `COPY … TO STDOUT` gives, a few rows at a time, as fast as they are read. Whoever stops reading before the end has to end the
 * connection. PostgreSQL 18, COPY and 54.2.6
 */
export function copyOut(client: Client, statement: string): CopiedRows {
  return client.query(new CopyOut(statement));
}

class CopyOut extends Readable implements Submittable {
  #connection: Connection | undefined;
  count = 0;
  readonly #statement: string;

  constructor(statement: string) {
    super({ highWaterMark: ahead });
    this.#statement = statement;
  }

  submit(connection: Connection): void {
    this.#connection = connection;
    connection.query(this.#statement);
  }

  override _read(): void {
    this.#connection?.stream.resume();
  }

  handleCopyData({ chunk }: { readonly chunk: Uint8Array }): void {
    // The driver writes the next answer over this one.
    if (!this.destroyed && !this.push(Buffer.from(chunk))) this.#connection?.stream.pause();
  }

  handleCommandComplete(complete: CommandComplete): void {
    this.count = countOf(complete);
  }

  handleReadyForQuery(): void {
    this.push(null);
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    // What nobody reads any more flows by.
    this.#connection?.stream.resume();
    done(error);
  }

  handleError(error: Error): void {
    this.destroy(error);
  }
}

/** Gives `COPY … FROM STDIN` these bytes. Value: how many rows it made of them. Throws what the server or the source says; then nothing was copied. */
export async function copyIn(client: Client, statement: string, source: AsyncIterable<Uint8Array>): Promise<number> {
  const copy = client.query(new CopyIn(statement));
  const connection = await copy.begun;
  const send = async (): Promise<void> => {
    for await (const chunk of source) {
      connection.sendCopyFromChunk(chunk);
      if (connection.stream.writableNeedDrain) await Promise.race([once(connection.stream, "drain"), copy.done]);
    }
    connection.endCopyFrom();
  };
  try {
    await send();
  } catch (error) {
    connection.sendCopyFail("the source ended");
    await copy.done.catch(() => undefined);
    throw error;
  }
  return copy.done;
}

class CopyIn implements Submittable {
  readonly #statement: string;
  readonly #begun = Promise.withResolvers<Copying>();
  readonly #done = Promise.withResolvers<number>();
  #rows = 0;

  constructor(statement: string) {
    this.#statement = statement;
    // Whoever waits for the other of the two hears of an error there.
    for (const { promise } of [this.#begun, this.#done]) promise.catch(() => undefined);
  }

  get begun(): Promise<Copying> {
    return this.#begun.promise;
  }

  get done(): Promise<number> {
    return this.#done.promise;
  }

  submit(connection: Connection): void {
    connection.query(this.#statement);
  }

  handleCopyInResponse(connection: Connection): void {
    this.#begun.resolve(connection as Copying);
  }

  handleCommandComplete(complete: CommandComplete): void {
    this.#rows = countOf(complete);
  }

  handleReadyForQuery(): void {
    this.#done.resolve(this.#rows);
  }

  handleError(error: Error): void {
    this.#begun.reject(error);
    this.#done.reject(error);
  }
}
