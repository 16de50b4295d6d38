import type { Client } from "pg";
import { type Endpoint, readPassword, urlOf } from "./endpoint.ts";
import type { Layout } from "./layout.ts";

/** Makes the cluster, owns the schema, migrates. Never used to serve. */
export const superuser = "postgres";
/** Serves: rows only, no DDL, no superuser (scale.md 1.1, point 7). */
export const applicationRole = "postroom";
const applicationDatabase = "postroom";

/** The two ways into the database of an embedded server. */
export type Connections = {
  /** As `postroom`, which can read and write rows and nothing else. For the pool. */
  readonly applicationUrl: string;
  /** As `postgres`, a superuser. For migrations and for whole copies, never for requests. */
  readonly ownerUrl: string;
};

export async function connectionsTo(layout: Layout, endpoint: Endpoint): Promise<Connections> {
  const password = await readPassword(layout);
  return {
    applicationUrl: urlOf(endpoint, password, applicationRole, applicationDatabase),
    ownerUrl: urlOf(endpoint, password, superuser, applicationDatabase),
  };
}

/** Makes the role and the database of the application if they are missing. `owner` is a superuser's connection. */
export async function prepareRoles(owner: Client, layout: Layout): Promise<void> {
  const { rows } = await owner.query<{ role: boolean; database: boolean }>(
    `SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1) AS role,
            EXISTS (SELECT FROM pg_database WHERE datname = $2) AS database`,
    [applicationRole, applicationDatabase],
  );
  const password = await readPassword(layout);
  const secret = password === undefined ? "" : ` PASSWORD ${owner.escapeLiteral(password)}`;
  if (!rows[0]?.role) await owner.query(`CREATE ROLE ${applicationRole} LOGIN${secret}`);
  if (rows[0]?.database) return;
  await owner.query(`CREATE DATABASE ${applicationDatabase}`);
  await owner.query(`REVOKE ALL ON DATABASE ${applicationDatabase} FROM PUBLIC`);
  await owner.query(`GRANT CONNECT ON DATABASE ${applicationDatabase} TO ${applicationRole}`);
}
