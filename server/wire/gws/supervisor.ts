import { overviewAnswer } from "@postroom/contract";
import { readOverview } from "../../queries/supervisor/overview.ts";
import { refused, success } from "../answers.ts";
import type { Answer, Asking, Resource } from "../entry.ts";
import { asked } from "../reads.ts";
import { overviewShape } from "../shapes/overview.ts";
import { agentCommands, allDeliveriesCommands } from "./supervisor-commands.ts";

/** What supervisors have besides the operators' resources. wire.md 12 */
export const supervision: readonly Resource[] = [
  {
    name: "Supervisors",
    paths: ["/supervisor/overview"],
    get: {
      answer: overviewOf,
      describes: { summary: "What waits, who does what, how mail goes out", answer: overviewAnswer },
    },
  },
  { name: "Supervisors", paths: ["/users/{id}/channels/email"], post: agentCommands },
  { name: "Supervisors", paths: ["/deliveries"], post: allDeliveriesCommands },
];

async function overviewOf(asking: Asking): Promise<Answer> {
  const overview = await asked(asking, readOverview, {});
  return overview.ok ? success(overviewShape(overview.value)) : refused(overview.refusal);
}
