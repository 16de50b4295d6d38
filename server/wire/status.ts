import type { StatusCode } from "@postroom/contract";
import type { Refusal } from "../domain/interaction/refusals.ts";
import { warningShape, warningWords } from "./shapes/guard-warning.ts";

/** A refusal or failure as the wire tells it: code, HTTP status, text, and the keys besides (wire.md 1.4). */
export type Status = {
  readonly code: StatusCode;
  readonly http: number;
  readonly text: string;
  readonly besides?: Readonly<Record<string, unknown>>;
};

/** The row of a refusal. wire.md 5.20: the code is the contract, the text is for people. */
export function statusOf(refusal: Refusal): Status {
  // TypeScript cannot see that the row and the refusal are of one kind; the table's type holds it.
  const row = rows[refusal.kind] as StatusRow<Refusal["kind"]>;
  const { action } = refusal;
  const besides = { ...row.besides?.(refusal), ...(action === undefined ? {} : { action }) };
  return { code: row.code, http: row.http, text: row.text(refusal), besides };
}

type Of<Kind extends Refusal["kind"]> = Extract<Refusal, { readonly kind: Kind }>;

/** One row of the table; `example` is what the generated documentation shows. */
type StatusRow<Kind extends Refusal["kind"]> = {
  readonly code: StatusCode;
  readonly http: number;
  readonly text: (refusal: Of<Kind>) => string;
  readonly example: Of<Kind>;
  readonly besides?: (refusal: Of<Kind>) => Readonly<Record<string, unknown>>;
};

const notPossible = (operation: string, because: string): string => `${operation} is not possible: ${because}`;
const badRequest = <Code extends StatusCode>(code: Code) => ({ code, http: 400 });
const conflict = { code: 2, http: 409 } as const;
const anothers = { code: 3, http: 403 } as const;
const withheld = { code: 5, http: 403 } as const;

/** Every kind of refusal: the compiler sees to it that none is missing. */
const rows: { readonly [Kind in Refusal["kind"]]: StatusRow<Kind> } = {
  missing: {
    ...badRequest(1),
    text: ({ path, hint }) => `${path}: missing${hint === undefined ? "" : ` (${hint})`}`,
    example: { kind: "missing", path: "$.operationName" },
  },
  contradiction: {
    ...badRequest(2),
    text: ({ path, because }) => `${path}: ${because}`,
    example: { kind: "contradiction", path: "$.queueUri", because: "names another queue than queueName" },
  },
  queueKind: {
    ...badRequest(2),
    text: ({ path, operation, queueKind, queue }) => `${path}: ${operation} cannot use the ${queueKind} queue ${queue}`,
    example: { kind: "queueKind", path: "$.queueName", operation: "Send", queueKind: "inbound", queue: "general" },
  },
  wrongState: {
    ...conflict,
    text: ({ operation, state }) => notPossible(operation, `the interaction is ${state}`),
    example: { kind: "wrongState", operation: "Accept", state: "Processing" },
  },
  notPossible: {
    ...conflict,
    text: ({ operation, because }) => notPossible(operation, because),
    example: { kind: "notPossible", operation: "Complete", because: "DispositionCode is empty" },
  },
  recipientsBlocked: {
    ...conflict,
    text: ({ operation, warnings }) => notPossible(operation, warnings.map(warningWords).join("; ")),
    example: {
      kind: "recipientsBlocked",
      operation: "Send",
      warnings: [
        {
          ...{ kind: "newToThread", address: "eve@other.test", level: "block" },
          text: "was not in this thread before",
        },
      ],
    },
    besides: ({ warnings }) => ({ warnings: warnings.map(warningShape) }),
  },
  staleVersion: {
    ...conflict,
    text: ({ given, present }) => `version ${given} is stale, the present version is ${present}`,
    example: { kind: "staleVersion", given: 3, present: 5 },
    besides: ({ present }) => ({ version: present }),
  },
  newerMessage: {
    ...conflict,
    text: () => notPossible("Send", "NewerMessage: another message has come into the thread"),
    example: { kind: "newerMessage", interaction: "00RB5D4K7T1M0003" },
    besides: ({ interaction }) => ({ reason: "NewerMessage", interactionId: interaction }),
  },
  keyReused: {
    ...conflict,
    text: () => "Idempotency-Key was used for another request",
    example: { kind: "keyReused" },
  },
  heldByAnother: {
    ...anothers,
    text: ({ operation }) => notPossible(operation, "the interaction is held by another user"),
    example: { kind: "heldByAnother", operation: "Send" },
  },
  offeredToAnother: {
    ...anothers,
    text: ({ operation }) => notPossible(operation, "the interaction is offered to another user"),
    example: { kind: "offeredToAnother", operation: "Accept" },
  },
  sentByAnother: {
    ...anothers,
    text: ({ operation }) => notPossible(operation, "another user has sent the e-mail"),
    example: { kind: "sentByAnother", operation: "Resend" },
  },
  tooManyFailures: { code: 3, http: 429, text: () => "too many failed log-ins", example: { kind: "tooManyFailures" } },
  roleMissing: {
    ...withheld,
    text: ({ operation, roles }) => `${operation} needs role ${roles.join(" or ")}`,
    example: { kind: "roleMissing", operation: "listing interactions", roles: ["supervisor", "admin"] },
  },
  privilegeMissing: {
    ...withheld,
    text: ({ what, userName }) => `${what} is not allowed for ${userName}`,
    example: { kind: "privilegeMissing", what: "adding attachments", userName: "alice" },
  },
  shelfForbidden: {
    ...withheld,
    text: ({ operation }) => notPossible(operation, "the workbin is not for your use"),
    example: { kind: "shelfForbidden", operation: "Pull" },
  },
  agentForbidden: {
    ...withheld,
    text: ({ operation, userName }) => notPossible(operation, `${userName} is in none of your groups`),
    example: { kind: "agentForbidden", operation: "SetState", userName: "alice" },
  },
  notFound: {
    code: 6,
    http: 404,
    text: ({ thing, name }) => `${thing} not found: ${name}`,
    example: { kind: "notFound", thing: "queue", name: "suport" },
  },
  passwordChangeRequired: {
    code: 8,
    http: 403,
    text: () => "password change required",
    example: { kind: "passwordChangeRequired" },
  },
  badValue: {
    ...badRequest(10),
    text: ({ path, because }) => `${path}: ${because}`,
    example: { kind: "badValue", path: "$.quoteOriginal", because: "expected boolean, got string" },
  },
  badValues: {
    ...badRequest(10),
    text: ({ problems }) => problems.map(({ path, because }) => `${path}: ${because}`).join("; "),
    example: {
      kind: "badValues",
      problems: [
        { path: "$.queue", because: "no such queue: suport" },
        { path: "$.imap.port", because: "at most 65535" },
      ],
    },
    besides: ({ problems }) => ({ problems: problems.map(({ path, because }) => ({ path, message: because })) }),
  },
  mailTooLarge: {
    code: 10,
    http: 413,
    text: ({ bytesMax }) => `the mail would be larger than ${bytesMax} bytes`,
    example: { kind: "mailTooLarge", bytesMax: 52_428_800 },
  },
  attachmentTooLarge: {
    code: 10,
    http: 413,
    text: ({ bytesMax }) => `attachment: larger than ${bytesMax} bytes`,
    example: { kind: "attachmentTooLarge", bytesMax: 26_214_400 },
  },
  readOnly: {
    ...badRequest(11),
    text: ({ path, because }) => `${path}: read-only${because === undefined ? "" : `, ${because}`}`,
    example: { kind: "readOnly", path: "$.userData.Mailbox" },
  },
  taken: {
    code: 19,
    http: 409,
    text: ({ id }) => `interaction already taken: ${id}`,
    example: { kind: "taken", id: "00RB5D4K7T1M0001" },
  },
  alreadyExists: {
    code: 18,
    http: 409,
    text: ({ thing, name }) => `${thing} already exists: ${name}`,
    example: { kind: "alreadyExists", thing: "user", name: "alice" },
  },
  inUse: {
    code: 19,
    http: 409,
    text: ({ thing, name, because }) => `${thing} is in use: ${name}${because === undefined ? "" : ` (${because})`}`,
    example: { kind: "inUse", thing: "category", name: "Greetings" },
  },
  keyRunning: {
    code: 19,
    http: 409,
    text: () => "the first request with this Idempotency-Key is still running",
    example: { kind: "keyRunning" },
  },
  wrongPassword: { code: 20, http: 401, text: () => "wrong user name or password", example: { kind: "wrongPassword" } },
};

/** What the protocol itself refuses, before or beside every operation. wire.md 1.2, 1.4–1.6 */
export const failures = {
  malformedJson: { code: 10, http: 400, text: "the body is not a JSON object" },
  csrf: { code: 3, http: 403, text: "Missing or invalid Csrf token" },
  origin: { code: 3, http: 403, text: "this origin is not allowed" },
  method: { code: 3, http: 405, text: "this method is not allowed here" },
  bodyTooLarge: { code: 10, http: 413, text: "the body is too large" },
  mediaType: { code: 10, http: 415, text: "application/json expected" },
  notMultipart: { code: 10, http: 415, text: "multipart/form-data expected" },
  brokenMultipart: { code: 10, http: 400, text: "multipart/form-data expected" },
  rate: { code: 3, http: 429, text: "too many requests" },
  unavailable: { code: 4, http: 503, text: "not available at the moment; nothing was changed" },
  internal: { code: 4, http: 500, text: "internal error" },
  notAuthenticated: { code: 20, http: 401, text: "authentication required" },
} as const satisfies Readonly<Record<string, Status>>;

/** Every row with an example of its text, for the documentation; in the order of the codes. */
export const documentedStatuses = (): readonly (Status & { readonly name: string })[] =>
  [
    ...Object.values(rows).map(({ example }) => ({ name: example.kind, ...statusOf(example) })),
    ...Object.entries(failures).map(([name, status]) => ({ name, ...status })),
  ].toSorted((a, b) => a.code - b.code || a.http - b.http);
