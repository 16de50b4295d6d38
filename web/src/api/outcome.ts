/** What became of a request. A refusal has changed nothing; what is unreachable may have been done (wire.md 1.4). */
export type Outcome<Body> =
  | Done<Body>
  | Refused
  | { readonly ok: false; readonly kind: "signedOut" }
  | { readonly ok: false; readonly kind: "unreachable" };

export type Done<Body> = {
  readonly ok: true;
  readonly value: Body;
  /** The server's clock. */
  readonly date: number | undefined;
  /** Of the one interaction that the answer is about (its ETag). */
  readonly version: number | undefined;
};

export type Refused = {
  readonly ok: false;
  readonly kind: "refused";
  readonly code: number;
  /** The server's own words. */
  readonly words: string;
  /** The present version, after a stale `If-Match`. */
  readonly version?: number | undefined;
};

/** The envelope that every answer has. wire.md 1.3 */
export type Envelope = { readonly statusCode: number; readonly statusMessage?: string; readonly version?: number };
