import { systemAnswer } from "@postroom/contract";
import { forbids } from "../../domain/agent/permissions.ts";
import { refused, success } from "../answers.ts";
import type { Answer, Asking, Resource } from "../entry.ts";
import { isoTime } from "../shapes/times.ts";
import { desktopBase } from "../shapes/uris.ts";

/** What `postroom doctor` prints. It asks other servers, so it may take some seconds. desktop.md 8.5, 13 */
export const system: Resource = {
  name: "System",
  paths: [`${desktopBase}/system`],
  get: {
    answer: examined,
    describes: {
      summary: "What stands in the way of mail, what to do about it, and what should stand in DNS",
      answer: systemAnswer,
    },
  },
};

async function examined({ answering, request }: Asking): Promise<Answer> {
  const refusal = forbids(request.actor, "ExamineSystem");
  if (refusal !== undefined) return refused(refusal);
  const { at, findings, records } = await answering.examiner.examine();
  return success({ examinedAt: isoTime(at), findings, records });
}
