import type { Command } from "commander";
import type { Configuration } from "../config-options.ts";
import { addOptions, configured, type OptionKey } from "./options.ts";

/** What the command expects of `main.ts`. */
export type ExamineInstallation = (configuration: Configuration) => Promise<{
  readonly findings: readonly {
    readonly area: string;
    readonly level: "ok" | "warn" | "fail";
    readonly text: string;
  }[];
  /** TXT records that should stand in DNS. */
  readonly records: readonly { readonly name: string; readonly value: string }[];
}>;

const keys: readonly OptionKey[] = [
  ...(["data", "database", "smtp", "smtpCertificate", "smtpKey"] as const),
  ...(["relay", "provision", "keyFile", "logLevel"] as const),
];

/** `postroom doctor`: one line for each thing that was examined, then the records for DNS; exit code 1 when something does not work. product.md */
export function addDoctor(program: Command): void {
  const command = program
    .command("doctor")
    .description("examine configuration, mailboxes, TLS, disk and DNS, and print the DNS records");
  addOptions(command, keys)
    .option("--json", "print one JSON object")
    .action(async (flags) => {
      const configuration = await configured(flags);
      const { examineInstallation }: { examineInstallation: ExamineInstallation } = await import("../main.ts");
      const examination = await examineInstallation(configuration);
      process.stdout.write(flags.json === true ? `${JSON.stringify(examination)}\n` : words(examination));
      if (examination.findings.some(({ level }) => level === "fail")) process.exitCode = 1;
    });
}

function words({ findings, records }: Awaited<ReturnType<ExamineInstallation>>): string {
  const lines = findings.map(({ level, area, text }) => `${level.padEnd(4)}  ${area}: ${text}`);
  const failures = findings.filter(({ level }) => level === "fail").length;
  const asked = records.map(({ name, value }) => `${name}. IN TXT ${quoted(value)}`);
  const dns = asked.length === 0 ? [] : ["", "DNS records:", ...asked];
  return `${[...lines, ...dns, "", failures === 0 ? "nothing failed" : `${failures} failed`].join("\n")}\n`;
}

/** A string of a TXT record has at most 255 bytes (RFC 1035 §3.3.14). */
const quoted = (value: string): string => (value.match(/.{1,255}/g) ?? [""]).map((part) => `"${part}"`).join(" ");
