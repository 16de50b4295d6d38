import { backupProofBody, setUpStepsAnswer } from "@postroom/contract";
import type { SetUpState } from "../../domain/desktop/set-up-steps.ts";
import { proveBackup } from "../../operations/configuration/prove-backup.ts";
import { perform } from "../../operations/perform.ts";
import { readSetUpSteps } from "../../queries/desktop/set-up-steps.ts";
import { refused, replayed, success } from "../answers.ts";
import { written } from "../commands.ts";
import type { Answer, Asking, Resource } from "../entry.ts";
import { asked } from "../reads.ts";
import { isoTime } from "../shapes/times.ts";
import { present } from "../shapes/viewing.ts";
import { below, desktop } from "./paths.ts";

/** How far the centre is set up, by what the store knows. desktop.md 8.1, 13 */
export const setUpStepList: Resource = {
  name: desktop,
  paths: [below("/setup-steps")],
  get: {
    answer: listed,
    describes: { summary: "What a new centre needs, and what shows that it is there", answer: setUpStepsAnswer },
  },
};

/** A restored copy says where its audit ends. desktop.md 8.1 */
export const setUpBackup: Resource = {
  name: desktop,
  paths: [below("/setup-steps/backup")],
  post: written({
    summary: "Shows that a backup was restored, by what `postroom restore` prints of the copy",
    body: backupProofBody,
    named: "BackupProof",
    does: async ({ proof }, asking) => {
      const [seq = "", hash = ""] = proof.split("-");
      const { performing } = asking.answering;
      const { actor, idempotency } = asking.request;
      const input = { seq: Number(seq), hash };
      const shown = await perform(performing, {
        ...{ operation: proveBackup, actor, input },
        ...(idempotency === undefined ? {} : { idempotency }),
      });
      if ("replay" in shown) return replayed(shown.replay);
      return shown.result.ok ? listed(asking) : refused(shown.result.refusal);
    },
    answer: setUpStepsAnswer,
  }),
};

async function listed(asking: Asking): Promise<Answer> {
  const read = await asked(asking, readSetUpSteps, {});
  return read.ok ? success({ steps: read.value.map(shape) }) : refused(read.refusal);
}

const shape = ({ id, state, proof: { at, ...rest } }: SetUpState) => ({
  ...{ id, state },
  proof: { ...present("at", at === undefined ? undefined : isoTime(at)), ...rest },
});
