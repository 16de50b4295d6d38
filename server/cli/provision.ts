import type { Command } from "commander";
import type { Configuration } from "../config-options.ts";
import { addOptions, configured, fileName, storeKeys } from "./options.ts";

/** What the command expects of `main.ts`: applies the file, all or nothing, and says whether it changed something. Throws `StartRefused`. */
export type ProvisionOnly = (configuration: Configuration, file: string) => Promise<boolean>;

/** `postroom provision FILE`: the second time it changes nothing. */
export function addProvision(program: Command): void {
  const command = program
    .command("provision")
    .description("apply a provisioning file")
    .argument("<file>", "YAML or JSON", fileName);
  addOptions(command, [...storeKeys, "keyFile"]).action(async (file: string, flags) => {
    const configuration = await configured(flags);
    const { provisionOnly }: { provisionOnly: ProvisionOnly } = await import("../main.ts");
    const isChanged = await provisionOnly(configuration, file);
    process.stdout.write(isChanged ? "applied\n" : "nothing to change\n");
  });
}
