import type { Check } from "./check.ts";
import { type Manifest, manifests } from "./manifests.ts";

/** Versions are exact: a raise is a commit with its reason (architecture.md 17). */
export const pins: Check = { name: "exact versions", problems: async () => manifests().flatMap(loosePins) };

/** Versions of one manifest that leave a choice. */
export function loosePins({ name, dependencies, devDependencies, optionalDependencies }: Manifest): readonly string[] {
  return Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies })
    .filter(([, version]) => !/^(?:npm:[@/\w-]+@)?\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version))
    .map(([dependency, version]) => `${name} asks for ${dependency} ${version}: name one exact version`);
}
