import type { TestContext } from "node:test";
import { acme, type Centre } from "../../testing/centre.ts";
import { type Day, startDay } from "./listening.fixture.ts";

const agentNamed = (userName: string, groups: readonly string[]) => ({
  userName,
  password: `${userName}-demo-1`,
  firstName: userName,
  lastName: "Test",
  emailAddress: `${userName}@acme.test`,
  groups,
});

/** Acme with a workbin of groups; carol is in two groups, dan in none. */
export const acmeWithTeams = {
  ...acme,
  groups: [...acme.groups, { name: "BackOffice" }],
  workbins: [{ name: "team", type: "AgentGroup" }],
  agents: [...acme.agents, agentNamed("carol", ["FrontLine", "BackOffice"]), agentNamed("dan", [])],
};

/** Ids of workbins by their names. */
export type Shelves = Readonly<Record<"in-progress" | "draft" | "failed" | "team", string>>;

/** A day of these teams. */
export async function startTeams(
  t: TestContext,
  file: unknown = acmeWithTeams,
): Promise<Day & { readonly bins: Shelves }> {
  const day = await startDay(t, { file });
  return { ...day, bins: await shelvesOf(day.centre) };
}

async function shelvesOf(centre: Centre): Promise<Shelves> {
  const workbins = await centre.performing.store.read((reading) => reading.centre.workbins());
  const idOf = (name: string) => workbins.find((one) => one.name === name)?.id ?? "";
  return { "in-progress": idOf("in-progress"), draft: idOf("draft"), failed: idOf("failed"), team: idOf("team") };
}
