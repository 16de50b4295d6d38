import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../root.ts";

/** The part of a package.json that the checks read. */
export type Manifest = {
  readonly name: string;
  readonly workspaces?: readonly string[];
  readonly dependencies?: Versions;
  readonly devDependencies?: Versions;
  readonly optionalDependencies?: Versions;
};

export type Versions = Readonly<Record<string, string>>;

/** The part of package-lock.json that the checks read. */
export type Lock = {
  readonly packages: Readonly<Record<string, LockedPackage>>;
};

export type LockedPackage = {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
};

/** The root's and the workspaces' package.json. */
export function manifests(): readonly Manifest[] {
  const first: Manifest = read("package.json");
  return [first, ...(first.workspaces ?? []).map((folder): Manifest => read(`${folder}/package.json`))];
}

export const lock = (): Lock => read("package-lock.json");

/** Packages that our own code loads at run time, of all workspaces; our own are none. */
export function runtimePackages(all: readonly Manifest[]): readonly string[] {
  const ours = new Set(all.map(({ name }) => name));
  const named = all.flatMap(({ dependencies }) => Object.keys(dependencies ?? {}));
  return [...new Set(named)].filter((name) => !ours.has(name)).sort();
}

const read = (file: string) => JSON.parse(readFileSync(join(root, file), "utf8"));
