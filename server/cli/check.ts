import type { Command } from "commander";
import type { Configuration } from "../config-options.ts";
import { addOptions, configured, storeKeys } from "./options.ts";

/** What the command expects of `main.ts`: one finding for each thing that is inconsistent. Throws `StartRefused`. */
export type CheckStore = (configuration: Configuration) => Promise<readonly Finding[]>;

/** `rule` names the invariant (reliability.md 4), `message` says what breaks it. */
export type Finding = { readonly rule: string; readonly message: string };

/** `postroom check`: exit code 1 when there is a finding. */
export function addCheck(program: Command): void {
  addOptions(program.command("check").description("check the consistency of the store"), storeKeys).action(
    async (flags) => {
      const configuration = await configured(flags);
      const { checkStore }: { checkStore: CheckStore } = await import("../main.ts");
      const findings = await checkStore(configuration);
      for (const { rule, message } of findings) process.stdout.write(`${rule}: ${message}\n`);
      process.stdout.write(findings.length === 0 ? "no finding\n" : `${findings.length} found\n`);
      if (findings.length > 0) process.exitCode = 1;
    },
  );
}
