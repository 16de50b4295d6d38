/** `rule` names the invariant (reliability.md 4), `message` says what breaks it. */
export type Finding = { readonly rule: string; readonly message: string };

/** One line for each finding, and how many; exit code 1 when there is one. */
export function tellFindings(findings: readonly Finding[]): void {
  for (const { rule, message } of findings) process.stdout.write(`${rule}: ${message}\n`);
  process.stdout.write(findings.length === 0 ? "no finding\n" : `${findings.length} found\n`);
  if (findings.length > 0) process.exitCode = 1;
}
