import type { Command } from "commander";
import type { Configuration } from "../config-options.ts";
import { type Finding, tellFindings } from "./findings.ts";
import { addOptions, configured, storeKeys } from "./options.ts";

/** What the command expects of `main.ts`: one finding for each thing that is inconsistent. Throws `StartRefused`. */
export type CheckStore = (configuration: Configuration) => Promise<readonly Finding[]>;

/** `postroom check`: exit code 1 when there is a finding. */
export function addCheck(program: Command): void {
  addOptions(program.command("check").description("check the consistency of the store"), storeKeys).action(
    async (flags) => {
      const configuration = await configured(flags);
      const { checkStore }: { checkStore: CheckStore } = await import("../main.ts");
      tellFindings(await checkStore(configuration));
    },
  );
}
