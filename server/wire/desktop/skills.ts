import {
  skillGridAnswer,
  skillGridBody,
  skillGridChangedAnswer,
  skillMatchAnswer,
  skillMatchBody,
} from "@postroom/contract";
import { changeSkills } from "../../operations/configuration/change-skills.ts";
import type { User } from "../../ports/agents.ts";
import { found } from "../../queries/query.ts";
import { readSkillGrid } from "../../queries/skills/grid.ts";
import { matchSkills } from "../../queries/skills/match.ts";
import { refused, success } from "../answers.ts";
import { doing, written } from "../commands.ts";
import type { Answer, Asking, Resource } from "../entry.ts";
import { sourceOf } from "../of-file.ts";
import { asked } from "../reads.ts";
import { below, desktop } from "./paths.ts";

/** Who can what, in one grid. desktop.md 8.3, 13 */
export const skillGrid: Resource = {
  name: desktop,
  paths: [below("/skill-grid")],
  get: {
    answer: answerGrid,
    describes: { summary: "Skills of all agents, with their levels", answer: skillGridAnswer },
  },
  patch: written({
    summary: "Changes levels of agents whom the provisioning file does not name; all or none",
    body: skillGridBody,
    named: "SkillGrid",
    does: (body, asking) =>
      doing({
        operation: changeSkills,
        versioned: false,
        input: ({ changes }: typeof body) =>
          found({
            changes: changes.map(({ userId, skill, level }) => ({ user: userId, skill, level: level ?? undefined })),
            owned: asking.answering.ofFile.agents,
          }),
        answers: (users) => success({ agents: users.map((one) => rowShape(one, asking)) }),
      })(body, asking),
    answer: skillGridChangedAnswer,
  }),
};

async function answerGrid(asking: Asking): Promise<Answer> {
  const read = await asked(asking, readSkillGrid, {});
  if (!read.ok) return refused(read.refusal);
  const { skills, agents } = read.value;
  return success({ skills, agents: agents.map((one) => rowShape(one, asking)) });
}

function rowShape({ id, userName, firstName, lastName, skills }: User, { answering }: Asking) {
  return {
    ...{ userId: id, userName, name: `${firstName} ${lastName}`.trim() },
    ...sourceOf(answering.ofFile.agents.has(userName.toLowerCase())),
    levels: Object.fromEntries(skills.map(({ name, level }) => [name, level])),
  };
}

const matchesMax = 1_000;

export const skillMatch: Resource = {
  name: desktop,
  paths: [below("/skill-grid/match")],
  post: written({
    summary: "Who meets a skill expression, and how many of them could take one more now",
    body: skillMatchBody,
    named: "SkillMatch",
    does: async (given, asking) => {
      const read = await asked(asking, matchSkills, given);
      if (!read.ok) return refused(read.refusal);
      const agents = read.value.map(({ id, userName, isReadyNow }) => ({ userId: id, userName, readyNow: isReadyNow }));
      const readyNow = agents.filter((one) => one.readyNow).length;
      return success({ agents: agents.slice(0, matchesMax), count: agents.length, readyNow });
    },
    answer: skillMatchAnswer,
  }),
};
