import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Command, Option } from "commander";
import { StartRefused } from "../start-refused.ts";

const names = ["mail", "operations", "push", "routing", "scale", "store"] as const;

/** `postroom bench <name>`: from a source tree only, because benchmarks speak to the command from outside. scale.md 4 */
export function addBench(program: Command): void {
  program
    .command("bench")
    .description(`measure, beside a peer or a floor on the same machine: ${names.join(", ")}`)
    .argument("<name>", "what is measured")
    .addOption(new Option("--quick", "one small round, to see that it works"))
    .addOption(new Option("--write <file>", "write the figures as Markdown, with what they were measured on"))
    .action(async (name: string, { quick, write }: { quick?: boolean; write?: string }) => {
      if (!names.some((known) => known === name)) {
        throw new StartRefused([`bench: no benchmark "${name}"; there is ${names.join(", ")}`], 2);
      }
      const file = fileURLToPath(new URL(`../../bench/${name}/${name}.ts`, import.meta.url));
      if (!existsSync(file)) throw new StartRefused(["bench: benchmarks come with the source tree alone"], 3);
      const flags = [...(quick === true ? ["--quick"] : []), ...(write === undefined ? [] : ["--write", write])];
      const child = spawn(process.execPath, [file, ...flags], { stdio: "inherit" });
      const [code] = await once(child, "exit");
      process.exitCode = code ?? 1;
    });
}
