import { readBody, wallboardAnswer, wallboardQuery } from "@postroom/contract";
import { readWallboard } from "../../queries/supervisor/wallboard.ts";
import { refusalOf, refused, success } from "../answers.ts";
import type { Answer, Asking, Resource } from "../entry.ts";
import { asked } from "../reads.ts";
import { present } from "../shapes/viewing.ts";
import { wallboardShape } from "../shapes/wallboard.ts";
import { answerScreen } from "./displays.ts";
import { below, desktop } from "./paths.ts";

/** Numbers of the room. desktop.md 7 */
export const wallboard: Resource = {
  name: desktop,
  paths: [below("/wallboard")],
  get: {
    answer: answerWallboard,
    onScreen: answerScreen,
    describes: {
      summary: "Pace, promise and outlook of each routed queue, what each agent does, and what needs attention",
      query: wallboardQuery,
      answer: wallboardAnswer,
    },
  },
};

async function answerWallboard(asking: Asking): Promise<Answer> {
  const query = readBody(wallboardQuery, asking.request.query);
  if (!query.ok) return refused(refusalOf(query.problem));
  const read = await asked(asking, readWallboard, present("group", query.value.group));
  return read.ok ? success(wallboardShape(read.value, asking.request.actor)) : refused(read.refusal);
}
