/** The closed list of GWS status codes. `http` is the usual HTTP status; code 2 is 400 or 409, by what contradicts. wire.md 1.4 */
export const statusCodes = {
  success: { code: 0, http: 200, meaning: "success" },
  missing: { code: 1, http: 400, meaning: "a required parameter is missing or empty" },
  contradiction: { code: 2, http: 400, meaning: "parameters contradict each other or the resource" },
  conflict: { code: 2, http: 409, meaning: "not possible in the present state; stale version; idempotency key reused" },
  forbidden: { code: 3, http: 403, meaning: "the interaction is another user's; CSRF; not allowed here" },
  internal: { code: 4, http: 500, meaning: "internal error; the message ends with an id that is in the log" },
  notPermitted: { code: 5, http: 403, meaning: "the user's role or privilege does not allow it" },
  notFound: { code: 6, http: 404, meaning: "not found; feature not enabled" },
  partialSuccess: { code: 7, http: 200, meaning: "partial success of a bulk request" },
  passwordChangeRequired: { code: 8, http: 403, meaning: "the user must change the password first" },
  incomplete: { code: 9, http: 500, meaning: "processing incomplete" },
  invalid: {
    code: 10,
    http: 400,
    meaning: "a value has the wrong type or is out of range; malformed JSON; unknown operationName",
  },
  readOnly: { code: 11, http: 400, meaning: "attempt to change a read-only property" },
  notRetrieved: { code: 12, http: 500, meaning: "unable to retrieve" },
  notCreated: { code: 13, http: 500, meaning: "unable to create" },
  notDeleted: { code: 14, http: 500, meaning: "unable to delete" },
  notUpdated: { code: 15, http: 500, meaning: "unable to update" },
  notAssigned: { code: 16, http: 500, meaning: "unable to assign" },
  notUnassigned: { code: 17, http: 500, meaning: "unable to unassign" },
  alreadyExists: { code: 18, http: 409, meaning: "already exists" },
  inUse: {
    code: 19,
    http: 409,
    meaning: "resource in use: somebody was faster; the same idempotent request is still running",
  },
  notAuthenticated: { code: 20, http: 401, meaning: "not authenticated" },
} as const satisfies Readonly<
  Record<string, { readonly code: number; readonly http: number; readonly meaning: string }>
>;

export type StatusName = keyof typeof statusCodes;
export type StatusCode = (typeof statusCodes)[StatusName]["code"];

/** 0 to 20: every code that may stand in an envelope. */
export const allStatusCodes: readonly StatusCode[] = [...new Set(Object.values(statusCodes).map(({ code }) => code))];
