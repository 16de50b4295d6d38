import type { Connection } from "./desk-state.ts";

const quietMs = 2_000;
const bannerMs = 10_000;

/** What is shown while push is gone (desktop.md 3.7): nothing, a dot, or the banner. It stays until the state was read anew. */
export function connectionShown({ lostAt }: Connection, now: number): "nothing" | "dot" | "banner" {
  if (lostAt === undefined) return "nothing";
  const gap = now - lostAt;
  if (gap < quietMs) return "nothing";
  return gap <= bannerMs ? "dot" : "banner";
}

/** After a success or failure of the poll. A success leaves `lostAt`: the end of the replacing clears it. */
export function connectionAfter(connection: Connection, isAlive: boolean, now: number): Connection {
  if (isAlive) return connection;
  return { ...connection, lostAt: connection.lostAt ?? now };
}
