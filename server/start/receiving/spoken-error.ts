/** An error as it goes to another thread: what was hung on it may be what no message can carry, and is left behind. */
export type SpokenError = {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  readonly code: string | undefined;
  readonly cause: SpokenError | undefined;
};

/** Causes of causes beyond this are not told. */
const depthMax = 5;

export function spokenError(error: unknown, depth = depthMax): SpokenError {
  if (!(error instanceof Error))
    return { name: "Error", message: String(error), stack: undefined, code: undefined, cause: undefined };
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  const cause = error.cause === undefined || depth === 0 ? undefined : spokenError(error.cause, depth - 1);
  return { name: error.name, message: error.message, stack: error.stack, code, cause };
}

/** The error again, with the place where it was thrown. */
export function heardError({ name, message, stack, code, cause }: SpokenError): Error {
  const error = new Error(message, cause === undefined ? {} : { cause: heardError(cause) });
  return Object.assign(error, {
    name,
    ...(stack === undefined ? {} : { stack }),
    ...(code === undefined ? {} : { code }),
  });
}
