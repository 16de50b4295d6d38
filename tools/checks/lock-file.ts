import type { Check } from "./check.ts";
import { type Lock, type LockedPackage, lock } from "./manifests.ts";
import { isOlder } from "./versions.ts";

export const lockFile: Check = {
  name: "lock file",
  problems: async () => [...unverified(lock()), ...unsafe(lock())],
};

/** Every package has the hash of its content, and none names the host that it came from (reliability.md 7.7). */
export function unverified({ packages }: Lock): readonly string[] {
  return installed(packages).flatMap(([path, { integrity, resolved }]) => [
    ...(integrity === undefined ? [`${path} has no integrity hash`] : []),
    ...(resolved === undefined ? [] : [`${path} names a host: install with the project's .npmrc`]),
  ]);
}

/** Lowest versions without a known hole that concerns us. mail.md 1 */
const lowestSafe = new Map([
  ["nodemailer", "10.0.0"],
  ["smtp-server", "3.19.23"],
  ["mailparser", "3.9.40"],
  ["libmime", "5.4.2"],
  ["postal-mime", "3.0.1"],
  ["imapflow", "1.6.4"],
  ["sanitize-html", "2.17.4"],
  ["postcss", "8.5.10"],
  ["linkify-it", "5.0.2"],
  ["dompurify", "3.4.13"],
]);

/** Packages, at any depth, that are older than is safe. */
export function unsafe({ packages }: Lock): readonly string[] {
  return installed(packages).flatMap(([path, { version = "0.0.0" }]) => {
    const lowest = lowestSafe.get(path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length));
    return lowest !== undefined && isOlder(version, lowest) ? [`${path} ${version} is older than ${lowest}`] : [];
  });
}

const installed = (packages: Lock["packages"]): readonly (readonly [string, LockedPackage])[] =>
  Object.entries(packages).filter(([path, { link }]) => path.includes("node_modules/") && link !== true);
