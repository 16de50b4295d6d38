import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../root.ts";
import type { Check } from "./check.ts";
import { type Manifest, manifests, runtimePackages } from "./manifests.ts";

/** So many packages may our code load at run time (reliability.md 7.7). */
const runtimePackagesMax = 25;

const page = "docs/dependencies.md";

export const reasons: Check = {
  name: "dependencies",
  problems: async () => unexplained(manifests(), readFileSync(join(root, page), "utf8")),
};

/** Packages without a row in the table of reasons, rows without a package, and too many packages. */
export function unexplained(all: readonly Manifest[], text: string): readonly string[] {
  const runtime = runtimePackages(all);
  const ours = new Set(all.map(({ name }) => name));
  const others = all.flatMap((one) => Object.keys({ ...one.devDependencies, ...one.optionalDependencies }));
  const wanted = new Set([...runtime, ...others].filter((name) => !ours.has(name)));
  const rows = [...text.matchAll(/^\| `(?<names>[^|]+)` \|/gm)].flatMap(
    ({ groups }) => groups?.["names"]?.split("`, `") ?? [],
  );
  return [
    ...(runtime.length > runtimePackagesMax
      ? [`${runtime.length} packages at run time, allowed are ${runtimePackagesMax}`]
      : []),
    ...[...wanted].filter((name) => !rows.includes(name)).map((name) => `${page} gives no reason for ${name}`),
    ...rows
      .filter((name) => !wanted.has(name))
      .map((name) => `${page} gives a reason for ${name}, which nobody asks for`),
  ];
}
