import type { z } from "zod";
import type { UserActor } from "../domain/agent/actor.ts";
import type { Refusal } from "../domain/interaction/refusals.ts";
import type { Performing } from "../operations/perform.ts";
import type { Settings } from "../ports/centre.ts";
import type { Examiner } from "../ports/examiner.ts";
import type { Passwords } from "../ports/passwords.ts";
import type { RawFound } from "../queries/operator/raw.ts";
import type { Found } from "../queries/query.ts";
import type { OfFile } from "./of-file.ts";
import { base, desktopBase } from "./shapes/uris.ts";

/** One resource of the API: its paths, and what each method does there. A row of the product's table of contents. */
export type Resource = {
  /** The heading in the API reference. */
  readonly name: string;
  /** Relative to the base, or whole below the desktop's; `{id}` stands for one segment. */
  readonly paths: readonly string[];
  readonly get?: Entry;
  readonly post?: Entry;
  /** A POST too, in place of the other: it takes a file. */
  readonly upload?: UploadEntry;
  readonly put?: Entry;
  readonly patch?: Entry;
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
  /** The names by which a body chooses what is done. */
  readonly operations?: readonly string[];
  /** What a screen on the wall gets here by its token; undefined: the token is worth nothing. */
  readonly onScreen?: (answering: Answering, token: string) => Promise<Answer | undefined>;
  /** It may change rights or settings, which are known a moment longer than they last: after it they are looked up anew. */
  readonly configures?: boolean;
};

/**
 * A method that takes one file as `multipart/form-data` (wire.md 6.2), in two steps: it is asked before any byte of the body is read, and
 * answers when the whole form was read and the file is stored.
 */
export type UploadEntry = {
  /** The name of the part that is the file. */
  readonly part: string;
  /** Whether the body may come. `announcedBytes`: its length, when the client tells it. */
  readonly begin: (asking: Asking, announcedBytes: number | undefined) => Promise<Found<UploadRules>>;
  readonly answer: (asking: Asking, file: Uploaded) => Promise<Answer>;
  readonly describes: Description;
};

/** What one upload has to keep to. */
export type UploadRules = {
  /** Free bytes on the disk below which nothing is taken in. */
  readonly freeBytesMin: number;
  /** Everything in the form but the file. */
  readonly formBytesMax: number;
  /** What the file will be called, of which type it is, and how large it may be. */
  readonly takes: (part: FilePart) => FileTaken;
  /** The form's further fields, each with its last value. */
  readonly reads: (fields: ReadonlyMap<string, string>) => Found<UploadFields>;
};

/** What the client says of the file. */
export type FilePart = { readonly fileName: string; readonly contentType: string | undefined };
export type FileTaken = {
  readonly name: string;
  readonly mime: string;
  readonly bytesMax: number;
  readonly ifLarger: Refusal;
};
export type UploadFields = { readonly isInline: boolean; readonly contentId: string | undefined };
export type Uploaded = Download & UploadFields;

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
  readonly examiner: Examiner;
  readonly ofFile: OfFile;
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
  /** The HTTP session of a request by cookie, as a hash. */
  readonly session?: string | undefined;
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

/** What goes back: JSON text with both envelopes, a message's bytes as `message/rfc822`, or a file or text to download. */
export type Answer = {
  readonly status: number;
  /** An operation has looked after the request's `Idempotency-Key`. */
  readonly isKept?: boolean;
  /** Why the actor may not do it (codes 3 and 5): the audit tells it. */
  readonly denied?: string;
  readonly headers: Readonly<Record<string, string>>;
} & (
  | { readonly json: string }
  | { readonly raw: RawFound }
  | { readonly download: Download }
  | { readonly text: TextDownload }
);

/** A text that is made while it is sent, under the name and type that it gets. */
export type TextDownload = {
  readonly name: string;
  readonly mime: string;
  readonly parts: AsyncIterable<string> | Iterable<string>;
};

/** A stored file under the name and type that it was given. */
export type Download = {
  readonly name: string;
  readonly mime: string;
  readonly size: number;
  readonly sha256: string;
  /** Its bytes are of a type that may be looked at. */
  readonly isShown?: boolean;
};

/** For the API reference. */
export type Description = {
  readonly summary: string;
  readonly query?: z.ZodType;
  /** operation name → body. */
  readonly bodies?: Readonly<Record<string, z.ZodType>>;
  /** `multipart/form-data` instead of JSON. */
  readonly form?: z.ZodType;
  /** The successful answer; absent: bytes. */
  readonly answer?: z.ZodType;
  /** Media type of bytes; a message unless said. Whatever is not a message can be had in ranges. */
  readonly bytes?: string;
};

/** `{id}` of the path; an empty one names nothing. */
export const idIn = ({ request }: Asking): string => request.params["id"] ?? "";

/** The paths under which the HTTP server registers a path of a table: some are served without the base too. wire.md 1.1 */
export function servedAt(path: string): readonly string[] {
  if (isOfDesktop(path)) return [path];
  return servedBare.test(path) ? [`${base}${path}`, path] : [`${base}${path}`];
}

/** Whether the path stands whole in its table. */
export const isOfDesktop = (path: string): boolean => path.startsWith(`${desktopBase}/`);

const servedBare = /^\/(?:me|internal-api)(?:\/|$)/;
