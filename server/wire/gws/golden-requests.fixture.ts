import { existsSync, globSync, readFileSync } from "node:fs";

const wire = new URL("../../../fixtures/wire/", import.meta.url);

/** A request of wire.md with its answer, as fixtures/wire keeps them. */
export type GoldenRequest = {
  readonly folder: string;
  readonly body: Readonly<Record<string, unknown>> & { readonly operationName: string };
  readonly answer: Readonly<Record<string, unknown>>;
};

/** Every golden request of a dialect. */
export const goldenRequests = (dialect: "a" | "b"): readonly GoldenRequest[] =>
  globSync(`${dialect}/*/request.json`, { cwd: wire })
    .sort()
    .map((path) => {
      const answer = path.replace("request.json", "response.json");
      if (!existsSync(new URL(answer, wire))) throw new Error(`${path} has no response.json beside it`);
      return { folder: path.split(/[\\/]/).at(-2) ?? "", body: read(path), answer: read(answer) };
    });

const read = (path: string) => JSON.parse(readFileSync(new URL(path, wire), "utf8"));
