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
  readonly reason?: string | undefined;
  readonly interactionId?: string | undefined;
  readonly warnings?: readonly Warning[] | undefined;
  /** All that is wrong with what was sent, where it is more than one thing. */
  readonly problems?: readonly { readonly path: string; readonly message: string }[] | undefined;
  /** Of several operations that were asked for at once: the place of the refused one. */
  readonly action?: number | undefined;
};

/** What the recipient guard says. desktop.md 5.6 */
export type Warning = {
  readonly kind: string;
  readonly address?: string;
  readonly level: "warn" | "block";
  readonly text: string;
};

/** The envelope that every answer has. wire.md 1.3 */
export type Envelope = { readonly statusCode: number; readonly statusMessage?: string } & Pick<
  Refused,
  "version" | "reason" | "interactionId" | "warnings" | "action" | "problems"
>;

/** What an answer says; undefined: none came. */
export async function outcomeOf<Body>(answer: Response | undefined): Promise<Outcome<Body>> {
  if (answer === undefined) return { ok: false, kind: "unreachable" };
  if (answer.status === 401) return { ok: false, kind: "signedOut" };
  let body: Body & Envelope;
  try {
    body = await answer.json();
  } catch {
    return { ok: false, kind: "unreachable" };
  }
  if (answer.ok) return { ok: true, value: body, date: dateOf(answer), version: versionOf(answer) };
  const words = body.statusMessage ?? `HTTP ${answer.status}`;
  const { statusCode: code, version, reason, interactionId, warnings, action, problems } = body;
  return { ok: false, kind: "refused", code, words, version, reason, interactionId, warnings, action, problems };
}

function dateOf({ headers }: Response): number | undefined {
  const date = Date.parse(headers.get("Date") ?? "");
  return Number.isNaN(date) ? undefined : date;
}

function versionOf({ headers }: Response): number | undefined {
  const version = /^"(\d+)"$/.exec(headers.get("ETag") ?? "")?.[1];
  return version === undefined ? undefined : Number(version);
}
