import { type Command, InvalidArgumentError } from "commander";
import { type FilesNamed, loadConfiguration } from "../config.ts";
import { type Configuration, configOption, type Option, options } from "../config-options.ts";
import { StartRefused } from "../start-refused.ts";

export type OptionKey = keyof typeof options;

/** Gives a command the options of these keys, and `--config`. */
export function addOptions(command: Command, keys: readonly OptionKey[]): Command {
  for (const key of keys) addOption(command, options[key]);
  return addOption(command, configOption);
}

/**
 * The configuration that flags, environment and file make, or all their problems, together with those of the files that it names where
 * somebody looks into them. Throws `StartRefused` with exit code 2.
 */
export async function configured(
  flags: Readonly<Record<string, unknown>>,
  inFiles: (named: FilesNamed) => Promise<readonly string[]> = async () => [],
): Promise<Configuration> {
  const read = await loadConfiguration(flags);
  if (!read.ok) throw new StartRefused([...read.problems, ...(await inFiles(read.named))], 2);
  return read.configuration;
}

/** The name of a file that a command is given. */
export function fileName(text: string): string {
  if (text === "") throw new InvalidArgumentError("must not be empty");
  return text;
}

/** What every command needs that looks into the store. */
export const storeKeys = ["data", "database", "logLevel"] as const satisfies readonly OptionKey[];

const addOption = (command: Command, { flag, environment, byDefault, description }: Option): Command =>
  command.option(flag, `${description} (${environment}; default: ${byDefault})`);
