import { readFileSync } from "node:fs";

/** The product's version, from its package. */
export const version: string = readVersion();

function readVersion(): string {
  const { version: text }: { readonly version: string } = JSON.parse(
    readFileSync(new URL("../package.json", import.meta.url), "utf8"),
  );
  return text;
}
