import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { runStage, type Stage } from "./stage.ts";
import { nothingYet, sum, type Tally } from "./tally.ts";

/** Lanes that run beside each other, of stages that follow each other. */
export type Round = {
  /** The module of what all of them need, made once before the first. */
  readonly preparation: string;
  readonly lanes: readonly (readonly Stage[])[];
};

type Preparation = { globalSetup(): Promise<void>; globalTeardown(): Promise<void> };

/** Runs a round and counts; one without files prepares nothing. */
export async function runRound({ preparation, lanes }: Round): Promise<Tally> {
  const inUse = lanes.map((lane) => lane.filter(({ files }) => files.length > 0)).filter((lane) => lane.length > 0);
  if (inUse.length === 0) return nothingYet;
  const { globalSetup, globalTeardown }: Preparation = await import(pathToFileURL(resolve(preparation)).href);
  await globalSetup();
  try {
    return (await Promise.all(inUse.map(runInTurn))).reduce(sum, nothingYet);
  } finally {
    await globalTeardown();
  }
}

async function runInTurn(lane: readonly Stage[]): Promise<Tally> {
  let tally: Tally = nothingYet;
  for (const stage of lane) tally = sum(tally, await runStage(stage));
  return tally;
}
