import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { copyBinaries, program } from "./binaries.ts";
import { BinariesUnusable } from "./refusals.ts";

/** As whom PostgreSQL runs, and how a program is started so (scale.md 1.1, points 4 and 5). */
export type OperatingUser = {
  readonly kind: "ourselves" | "namespace" | "account";
  /** Who must own the cluster; undefined: whoever we are. */
  readonly account: Account | undefined;
  /** Folder of the binaries that this user can read. */
  readonly native: string;
  readonly version: Version;
  /** The command line for a program of `native`. */
  command(name: "initdb" | "postgres", parameters: readonly string[]): Command;
};

export type Account = { readonly uid: number; readonly gid: number };
export type Version = { readonly major: number; readonly full: string };
export type Command = {
  readonly file: string;
  readonly parameters: readonly string[];
  readonly as: Partial<Account>;
};

/** A clean environment: no `PG…` variable and no locale of ours reaches PostgreSQL. */
export const environment = {
  PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
  LC_ALL: "C",
  TZ: "UTC",
};

export type Tool = "setpriv" | "unshare";

/**
 * The first way that works here, tried by asking `postgres --version`: an ordinary user runs it directly; root in a
 * user namespace (no account is made, and what is closed to others stays so), where that is forbidden as an existing
 * account. An existing cluster's owner decides. `missing`: tools to do without, for tests. Throws `BinariesUnusable`.
 */
export async function chooseOperatingUser(
  native: string,
  directory: string,
  cluster: { readonly owner: Account | undefined },
  missing: readonly Tool[] = [],
): Promise<OperatingUser> {
  const ways = process.getuid?.() === 0 ? await waysOfRoot(cluster.owner) : waysOfAnybody;
  let cause: unknown;
  for (const way of ways) {
    if (way.wrapper.some((word) => missing.some((tool) => tool === word))) continue;
    try {
      return await tryWay(way, native, directory);
    } catch (failure) {
      cause = failure;
    }
  }
  throw new BinariesUnusable(refusalText(cause), { cause });
}

type Way = {
  readonly kind: OperatingUser["kind"];
  readonly wrapper: readonly string[];
  readonly account?: Account;
  readonly copied?: boolean;
};

/** The kernel sends SIGINT, PostgreSQL's fast stop, when we die (measured: a clean stop 1.2 s after a kill -9). */
const dyingWithUs = ["setpriv", "--pdeathsig", "INT", "--"];
/** Inside we are nobody (PostgreSQL refuses to run as root), outside the files stay root's. */
const asNobodyInside = ["unshare", "--user", "--map-user=65534", "--map-group=65534", "--"];

const waysOfAnybody: readonly Way[] = [
  { kind: "ourselves", wrapper: dyingWithUs },
  { kind: "ourselves", wrapper: [] },
];

async function waysOfRoot(owner: Account | undefined): Promise<readonly Way[]> {
  const isForeign = owner !== undefined && owner.uid !== 0;
  const inNamespace: readonly Way[] = [
    { kind: "namespace", wrapper: [...asNobodyInside, ...dyingWithUs] },
    { kind: "namespace", wrapper: asNobodyInside },
  ];
  const accounts = isForeign ? [owner] : await knownAccounts();
  // The death signal is lost when the user changes, so Node changes it and setpriv comes after.
  const asAccount = accounts.flatMap((account): readonly Way[] => [
    { kind: "account", account, wrapper: dyingWithUs },
    { kind: "account", account, wrapper: dyingWithUs, copied: true },
    { kind: "account", account, wrapper: [] },
    { kind: "account", account, wrapper: [], copied: true },
  ]);
  return isForeign ? asAccount : [...inNamespace, ...asAccount];
}

const accountNames = ["postgres", "node", "nobody"];

async function knownAccounts(): Promise<readonly Account[]> {
  const rows = (await readFile("/etc/passwd", "utf8")).split("\n").map((line) => line.split(":"));
  return accountNames.flatMap((name) => {
    const [, , uid, gid] = rows.find((row) => row[0] === name) ?? [];
    return uid === undefined || gid === undefined ? [] : [{ uid: Number(uid), gid: Number(gid) }];
  });
}

async function tryWay(way: Way, original: string, directory: string): Promise<OperatingUser> {
  const native = way.copied === true ? await copyBinaries(original) : original;
  const command = (name: "initdb" | "postgres", parameters: readonly string[]) =>
    wrap(way, program(native, name), parameters);
  const { file, parameters, as } = asking(way, program(native, "postgres"), directory);
  const { stdout } = await promisify(execFile)(file, parameters, { ...as, env: environment, cwd: directory });
  return { kind: way.kind, account: way.account, native, version: parseVersion(stdout), command };
}

/** Root without its privileges, as it is in a namespace, may be unable to enter somebody's closed folder: the directory is asked for too. */
function asking(way: Way, postgres: string, directory: string): Command {
  if (way.kind !== "namespace") return wrap(way, postgres, ["--version"]);
  return wrap(way, "sh", ["-c", 'cd "$1" && test -w . && exec "$0" --version', postgres, directory]);
}

function wrap(way: Way, file: string, parameters: readonly string[]): Command {
  const [first = file, ...rest] = [...way.wrapper, file];
  return { file: first, parameters: [...rest, ...parameters], as: way.account ?? {} };
}

function parseVersion(output: string): Version {
  const [, full, major] = /\(PostgreSQL\) ((\d+)\S*)/.exec(output) ?? [];
  if (full === undefined) throw new Error(`not PostgreSQL: ${output}`);
  return { major: Number(major), full };
}

function refusalText(cause: unknown): string {
  const reason = cause instanceof Error ? cause.message.trim().replaceAll("\n", " ") : String(cause);
  return process.getuid?.() === 0
    ? "PostgreSQL refuses to run as root, and neither a user namespace nor an account (postgres, node, nobody) works here: " +
        `start postroom as an ordinary user, or give --database postgres://… (${reason})`
    : `the PostgreSQL that postroom brings does not run here: give --database postgres://… (${reason})`;
}
