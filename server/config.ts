import { kindOf, pathText, wording } from "@postroom/contract";
import type { z } from "zod";
import { type Configuration, configOption, configurationSchema, options } from "./config-options.ts";
import { readYamlFile } from "./yaml-file.ts";

export type { Configuration } from "./config-options.ts";

export type ReadConfiguration =
  | { readonly ok: true; readonly configuration: Configuration }
  | {
      readonly ok: false;
      readonly problems: readonly string[];
      /** Whatever else is wrong, these can be looked into. */
      readonly named: FilesNamed;
    };

/** Files besides its own that a configuration names. */
export type FilesNamed = Pick<Configuration, "provision" | "smtpCertificate" | "smtpKey">;

/** Where options are given. Flags by key (`logLevel`); `file` as YAML or JSON gave it, with the name that problems show. */
export type Sources = {
  readonly flags: Readonly<Record<string, unknown>>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly file?: { readonly name: string; readonly value: unknown } | undefined;
};

/**
 * Flag before environment before file before default; an empty variable counts as absent. All problems at once, each one line that
 * names where the value came from, never a secret. Folders and files are resolved against the working directory.
 */
export function readConfiguration({ flags, environment, file }: Sources): ReadConfiguration {
  const inFile = file?.value ?? {};
  const fileName = file?.name ?? usualFile;
  const isUsable = isObject(inFile);
  const fromFile = isUsable ? inFile : {};
  const given = Object.entries(options).map(([key, option]) => ({
    key,
    ...pick(key, option, { flags, environment, fromFile, fileName }),
  }));
  const parsed = configurationSchema.safeParse(
    { ...fromFile, ...Object.fromEntries(given.map(({ key, value }) => [key, value])) },
    { error: wording, reportInput: true },
  );
  const unusable = isUsable ? [] : [`${fileName}: expected object, got ${kindOf(inFile)}`];
  if (parsed.success && isUsable) return { ok: true, configuration: parsed.data };
  const sources = new Map(given.map(({ key, source }) => [key, source]));
  const issues = parsed.success ? [] : parsed.error.issues;
  return {
    ok: false,
    problems: [...unusable, ...issues.flatMap((issue) => problemLines(issue, sources, fileName))],
    named: filesNamed(new Map(given.map(({ key, value }) => [key, value]))),
  };
}

/** As `readConfiguration`, with the file that `--config` or `POSTROOM_CONFIG` names; `postroom.yaml` when it is there and none is named. */
export async function loadConfiguration(
  flags: Readonly<Record<string, unknown>>,
  environment: Readonly<Record<string, string | undefined>> = processEnvironment(),
): Promise<ReadConfiguration> {
  const named = flags["config"] ?? (environment[configOption.environment] || undefined);
  const name = typeof named === "string" ? named : usualFile;
  const file = await readYamlFile(name, { mayBeMissing: named === undefined });
  const read = readConfiguration({ flags, environment, file: file.ok ? { name, value: file.value } : undefined });
  if (file.ok) return read;
  if (read.ok) return { ok: false, problems: file.problems, named: read.configuration };
  return { ...read, problems: [...file.problems, ...read.problems] };
}

const usualFile = "postroom.yaml";

/** What the environment says under a name that a file of ours gives. */
export const environmentVariable = (name: string): string | undefined => process.env[name] || undefined;

/** The one reader of the environment outside `cli/` (architecture.md 10). */
const processEnvironment = (): Readonly<Record<string, string | undefined>> => process.env;

function filesNamed(given: ReadonlyMap<string, unknown>): FilesNamed {
  const { provision, smtpCertificate, smtpKey } = configurationSchema.shape;
  return {
    provision: provision.safeParse(given.get("provision")).data,
    smtpCertificate: smtpCertificate.safeParse(given.get("smtpCertificate")).data,
    smtpKey: smtpKey.safeParse(given.get("smtpKey")).data,
  };
}

type Places = {
  readonly flags: Readonly<Record<string, unknown>>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly fromFile: Readonly<Record<string, unknown>>;
  readonly fileName: string;
};

type Picked = { readonly value: unknown; readonly source: string };

/** The first place that says something about the option, and what it is called there. */
function pick(key: string, option: { readonly flag: string; readonly environment: string }, places: Places): Picked {
  const fromEnvironment = places.environment[option.environment];
  if (places.flags[key] !== undefined)
    return { value: places.flags[key], source: option.flag.split(" ")[0] ?? option.flag };
  if (fromEnvironment !== undefined && fromEnvironment !== "")
    return { value: fromEnvironment, source: option.environment };
  return { value: places.fromFile[key] ?? undefined, source: `${places.fileName}: ${key}` };
}

function problemLines(
  issue: z.core.$ZodIssue,
  sources: ReadonlyMap<string, string>,
  fileName: string,
): readonly string[] {
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => `${fileName}: ${pathText([key])}: unknown key`);
  const key = String(issue.path[0] ?? "");
  return [`${sources.get(key) ?? key}: ${issue.message}`];
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
