import { readdirSync, readFileSync } from "node:fs";
import type { RangeKind } from "./text-lines.ts";

const folder = new URL("../../../../fixtures/mail/replies/", import.meta.url);

/** A sample of `fixtures/mail/replies/`: its text, or its HTML as received, and what is what in it, in order. */
export type ReplySample = {
  readonly name: string;
  readonly client: string;
  readonly text?: string;
  readonly html?: string;
  readonly sent?: readonly string[];
  readonly expected: readonly { readonly kind: RangeKind; readonly text: string }[];
};

export type ForwardSample = {
  readonly name: string;
  readonly subject: string;
  readonly text: string;
  readonly expected: Readonly<Record<"from" | "to" | "subject" | "date" | "body", string>> | null;
};

const read = (name: string) => JSON.parse(readFileSync(new URL(name, folder), "utf8"));

export const languages: readonly string[] = readdirSync(folder)
  .map((name) => name.replace(".json", ""))
  .filter((name) => name.length === 2);

export const replySamples: readonly ReplySample[] = [...languages, "shapes", "clients"].flatMap((name) =>
  read(`${name}.json`),
);
export const forwardSamples: readonly ForwardSample[] = read("forwards.json");
