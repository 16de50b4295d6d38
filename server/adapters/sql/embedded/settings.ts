import type { Client } from "pg";
import type { Endpoint } from "./endpoint.ts";

/** PostgreSQL settings by name, values as `SHOW` writes them, so that a running server can be compared. */
export type ServerSettings = Readonly<Record<string, string>>;

/** How we run the server (architecture.md 11). Nothing that weakens a sync is ever among them, save in tests (`extra`). */
export function settingsOf(endpoint: Endpoint, extra: ServerSettings): ServerSettings {
  const onSocket = endpoint.host.startsWith("/");
  return {
    listen_addresses: onSocket ? "" : endpoint.host,
    port: String(endpoint.port),
    unix_socket_directories: onSocket ? quoted(endpoint.host) : "",
    unix_socket_permissions: "0700",
    max_connections: "60",
    shared_buffers: "128MB",
    // A dead owner's locks go at once, even in the middle of a statement. Windows has no way to notice.
    ...(onSocket ? { client_connection_check_interval: "1s" } : {}),
    logging_collector: "off",
    ...extra,
  };
}

/** The settings as parameters of `postgres`; they win over postgresql.conf. */
export function asParameters(settings: ServerSettings): readonly string[] {
  return Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

/** Whether the server behind `client` runs with just these. */
export async function runsWith(client: Client, settings: ServerSettings): Promise<boolean> {
  const names = Object.keys(settings);
  const { rows } = await client.query<{ name: string; value: string }>(
    "SELECT name, current_setting(name) AS value FROM unnest($1::text[]) AS name",
    [names],
  );
  return rows.length === names.length && rows.every((row) => settings[row.name] === row.value);
}

/** The setting is a list: quotes keep a comma or a space in the path. */
function quoted(path: string): string {
  return `"${path.replaceAll('"', '""')}"`;
}
