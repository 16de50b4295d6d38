import { startEmbedded } from "../adapters/sql/embedded/supervisor.ts";
import { silentLog } from "./silent-log.ts";

// A program that keeps the embedded PostgreSQL of a directory until its standard input ends, for tests that kill it.
const [, , directory = "", options = "{}"] = process.argv;
const begun = performance.now();
try {
  const embedded = await startEmbedded({ dataDirectory: directory, log: silentLog, ...JSON.parse(options) });
  const { applicationUrl, isAdopted } = embedded;
  tell({ applicationUrl, isAdopted, pid: embedded.pid(), startMs: Math.round(performance.now() - begun) });
  process.stdin.resume().once("end", () => embedded.stop().then(() => process.exit()));
} catch (cause) {
  tell({ refusal: cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause) });
}

function tell(what: Readonly<Record<string, unknown>>): void {
  process.stdout.write(`${JSON.stringify(what)}\n`);
}
