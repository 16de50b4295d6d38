/** `code` of a system or PostgreSQL error ("ENOENT", "57P03"); undefined for anything else. */
export function codeOf(cause: unknown): string | undefined {
  if (!(cause instanceof Error) || !("code" in cause)) return undefined;
  return typeof cause.code === "string" ? cause.code : undefined;
}
