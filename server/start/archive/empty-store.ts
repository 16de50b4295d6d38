import { readdir } from "node:fs/promises";
import type { Header } from "../../adapters/archive/format.ts";
import { appliedTo, isEmptyDatabase, isServed, strangersIn } from "../../adapters/sql/archive.ts";
import { assertDurableAt } from "../../adapters/sql/durable.ts";
import { applicationRole } from "../../adapters/sql/embedded/roles.ts";
import { type MigrateOptions, migrate } from "../../adapters/sql/migrate.ts";
import { migrationsFolder, readMigrations } from "../../adapters/sql/migrations.ts";
import type { Configuration } from "../../config-options.ts";
import type { Log } from "../../ports/log.ts";
import { StartRefused } from "../../start-refused.ts";
import { type OwnerAccess, openOwner } from "../storage.ts";
import { copyRefused } from "./refused.ts";

/** A database without any row of a centre, with the schema of what is going to fill it. */
export type EmptyStore = OwnerAccess & {
  /** For migrating on: who may use the rows afterwards. */
  readonly grant: Pick<MigrateOptions, "grantTo">;
};

/** Refuses rows of a schema that this release does not know. Throws `StartRefused`. */
export async function assertKnownSchema(path: string, { migrations, release }: Pick<Header, "migrations" | "release">) {
  const known = await readMigrations(migrationsFolder);
  const strange = migrations.find(({ name, checksum }, index) => {
    const own = known[index];
    return own?.name !== name || own.checksum !== checksum;
  });
  if (strange === undefined) return;
  throw new StartRefused(
    [
      `${path} cannot be restored: it was made by another release (${release}), whose schema (${strange.name}) this one does not know`,
    ],
    2,
  );
}

/** What a server, or a start or a restore that was killed, leaves in a data directory, and the file system itself. */
const ours =
  /^(?:ballast(?:\.new)?|postgres(?:\.log|\.password|\.new-[\w-]+)?|postroom\.lock|socket|clock(?:\.new)?|store(?:\.new(?:-\w+)?)?|files|lost\+found)$/;

/** Refuses a data directory that is somebody's. Looks only at names. Throws `StartRefused`. */
export async function assertNothingThere({ data, database }: Configuration): Promise<void> {
  const names = await readdir(data).catch((error: NodeJS.ErrnoException): string[] => {
    if (error.code === "ENOENT") return [];
    throw new StartRefused([`--data: ${data} cannot be used: ${error.message}`], 2, { cause: error });
  });
  const isForeign = names.some((name) => !ours.test(name));
  const hasOnlyFiles = database.kind === "embedded" && names.includes("files") && !names.includes("postgres");
  // Its files would lie among those of the restored one, and no row there names them.
  const hasOther = database.kind === "external" && names.includes("postgres");
  if (isForeign || hasOnlyFiles || hasOther) throw new StartRefused([`--data: ${data} is not empty: ${onlyEmpty}`], 2);
}

const onlyEmpty = "a store is restored into an empty directory or database only";

/** Opens the database and brings its schema to where the rows stand. Refuses one in which somebody worked, or keeps something else. Throws `StartRefused`. */
export async function openEmptyStore(
  configuration: Configuration,
  { log, header: { migrations } }: { readonly log: Log; readonly header: Pick<Header, "migrations"> },
): Promise<EmptyStore> {
  const owner = await openOwner(configuration, { log, isAlone: true });
  const which = configuration.database.kind === "embedded" ? `--data: ${configuration.data}` : "the database";
  const refuse = (because: string): never => {
    throw new StartRefused([`${which} ${because}: ${onlyEmpty}`], 2);
  };
  try {
    const [stranger] = await strangersIn(owner.url);
    if (stranger !== undefined) refuse(`is not empty, it has the table ${stranger}`);
    await assertDurableAt(owner.url);
    if (!(await isEmptyDatabase(owner.url))) refuse("has a store already");
    if (await isServed(owner.url)) refuse("is served by a postroom");
    await migrate(owner.url, { through: migrations.at(-1)?.number ?? 0 });
    if ((await appliedTo(owner.url)) !== migrations.length) refuse("has the schema of a newer release");
    return { ...owner, grant: configuration.database.kind === "embedded" ? { grantTo: applicationRole } : {} };
  } catch (error) {
    await owner.stop();
    throw copyRefused(`${which} cannot be filled`, error);
  }
}
