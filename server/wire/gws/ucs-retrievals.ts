import type { RetrieveHistory } from "@postroom/contract";
import { tell } from "../../operations/system/tell.ts";
import { found } from "../../queries/query.ts";
import { retrieveContent } from "../../queries/ucs/find-interaction.ts";
import { retrieveHistory } from "../../queries/ucs/history.ts";
import { refused, success } from "../answers.ts";
import { type Doing, doing } from "../commands.ts";
import { type Asking, idIn } from "../entry.ts";
import { asked } from "../reads.ts";
import { contentAnswered, historyAnswered } from "../shapes/answered.ts";
import { present } from "../shapes/viewing.ts";
import { viewingWhole } from "../viewing.ts";
import { momentsIn } from "./ucs-input.ts";

/** What GWS answers by push: read, told to the user who asked, and answered at once with the same keys. wire.md 8.2 */

/** `contact`: whose history it is; undefined: everybody's. */
export const historyRetrieved =
  (contact: (asking: Asking) => string | undefined): Doing<RetrieveHistory> =>
  async (body, asking) => {
    const page = await asked(asking, retrieveHistory, {
      ...present("contact", contact(asking)),
      ...momentsIn(body),
      ...present("media", body.mediaType),
      ...present("owner", body.userId),
      ...present("userData", isEmpty(body.searchCustomAttributes) ? undefined : body.searchCustomAttributes),
      order: body.sort,
      limit: body.maxSize,
    });
    if (!page.ok) return refused(page.refusal);
    const { entries } = page.value;
    const keys = body.customAttributes;
    const answer = { about: "history", entries: entries.map(({ interaction }) => interaction.id), keys } as const;
    return doing({
      operation: tell,
      input: () => found({ operation: body.operationName, answer }),
      answers: (_, referenceId) =>
        success(historyAnswered(entries, { publicUrl: asking.answering.publicUrl, keys }, { referenceId })),
    })(body, asking);
  };

const isEmpty = (pairs: object | undefined): boolean => Object.keys(pairs ?? {}).length === 0;

export const contentRetrieved: Doing<{ readonly operationName: string }> = async (body, asking) => {
  const read = await asked(asking, retrieveContent, { id: idIn(asking) });
  if (!read.ok) return refused(read.refusal);
  const { entries, names } = read.value;
  return doing({
    operation: tell,
    input: () => found({ operation: body.operationName, answer: { about: "content", entry: idIn(asking) } as const }),
    answers: (_, referenceId) => success(contentAnswered(entries[0], viewingWhole(asking, names), { referenceId })),
  })(body, asking);
};
