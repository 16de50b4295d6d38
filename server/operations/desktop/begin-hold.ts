import type { Hold } from "../../domain/desktop/hold.ts";
import { defineOperation, done } from "../operation.ts";
import { type Holding, holdForAWhile } from "./hold-for-a-while.ts";
import { preparedSteps } from "./hold-steps.ts";

/**
 * Holds operations until their time, so that they can be called back; without time they are done at once. All is checked as if it were done
 * now: what exists (6), versions (2/409), whether a newer message came (2/409), then everything that each operation refuses. desktop.md 5.4
 */
export const beginHold = defineOperation<Holding, Hold>(
  "BeginHold",
  "UseDesktop",
  holdForAWhile,
  async (world, input) => {
    const steps = await preparedSteps(world, input.steps, input.holdables);
    return steps.ok ? done({ ...input, steps: steps.value }) : steps;
  },
);
