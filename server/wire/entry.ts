import type { z } from "zod";
import type { UserActor } from "../domain/agent/actor.ts";
import type { Performing } from "../operations/perform.ts";
import type { Settings } from "../ports/centre.ts";
import type { Passwords } from "../ports/passwords.ts";
import type { RawFound } from "../queries/operator/raw.ts";
import { base } from "./shapes/uris.ts";

/** One resource of the API: its paths, and what each method does there. A row of the product's table of contents. */
export type Resource = {
  /** The heading in the API reference. */
  readonly name: string;
  /** Relative to the base; `{id}` stands for one segment. */
  readonly paths: readonly string[];
  readonly get?: Entry;
  readonly post?: Entry;
  readonly put?: Entry;
  readonly delete?: Entry;
};

/** A resource that needs no log-in. */
export type OpenResource = {
  readonly name: string;
  readonly paths: readonly string[];
  readonly isOpen: true;
  readonly get: OpenEntry;
};

/** What one method of a resource does, and how the API reference describes it. */
export type Entry = {
  readonly answer: (asking: Asking) => Promise<Answer>;
  readonly describes: Description;
  /** It may change rights or settings, which are known a moment longer than they last: after it they are looked up anew. */
  readonly configures?: boolean;
};

export type OpenEntry = {
  readonly answer: (answering: Answering) => Answer;
  readonly describes: Description;
};

/** One request of a signed-in user, and the server it is put to. */
export type Asking = { readonly answering: Answering; readonly request: ApiRequest };

/** What answers are made with. */
export type Answering = {
  readonly performing: Performing;
  readonly passwords: Passwords;
  /** As they are now. */
  readonly settings: Settings;
  /** Start of absolute URIs, without a slash at the end: the setting, else the address of the HTTP server. */
  readonly publicUrl: string;
  /** The product's version. */
  readonly version: string;
};

/** A request as far as the tables need it: everything before it (log-in, CSRF, rate, size, JSON) is done. */
export type ApiRequest = {
  readonly actor: UserActor;
  /** Values of `{id}` and the like, decoded. */
  readonly params: Readonly<Record<string, string>>;
  /** Of a key that stands twice the last value counts. */
  readonly query: Readonly<Record<string, string>>;
  /** Parsed JSON; undefined without a body. */
  readonly body: unknown;
  /** The header `If-Match` as it came. */
  readonly ifMatch: string | undefined;
  /** The header `Idempotency-Key`, and the hash of method, path and body (wire.md 1.9). */
  readonly idempotency: { readonly key: string; readonly requestHash: string } | undefined;
};

/** What goes back: JSON text with both envelopes, or a message's bytes as `message/rfc822`. */
export type Answer = {
  readonly status: number;
  /** An operation has looked after the request's `Idempotency-Key`. */
  readonly isKept?: boolean;
  readonly headers: Readonly<Record<string, string>>;
} & ({ readonly json: string } | { readonly raw: RawFound });

/** For the API reference. */
export type Description = {
  readonly summary: string;
  readonly query?: z.ZodType;
  /** operation name → body. */
  readonly bodies?: Readonly<Record<string, z.ZodType>>;
  /** The successful answer; absent: bytes. */
  readonly answer?: z.ZodType;
};

/** `{id}` of the path; an empty one names nothing. */
export const idIn = ({ request }: Asking): string => request.params["id"] ?? "";

/** The paths under which the HTTP server registers a path of a table: some are served without the base too. wire.md 1.1 */
export const servedAt = (path: string): readonly string[] =>
  servedBare.test(path) ? [`${base}${path}`, path] : [`${base}${path}`];

const servedBare = /^\/(?:me|internal-api)(?:\/|$)/;
