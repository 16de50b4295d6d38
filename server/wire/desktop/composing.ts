import { draftVersionAnswer, draftVersionsAnswer, recipientCheckAnswer, recipientCheckBody } from "@postroom/contract";
import type { z } from "zod";
import type { DraftVersion } from "../../ports/drafts.ts";
import { findDraftVersion, listDraftVersions } from "../../queries/desktop/draft-versions.ts";
import { checkRecipients } from "../../queries/desktop/recipient-check.ts";
import { refused, success } from "../answers.ts";
import { written } from "../commands.ts";
import { type Answer, type Asking, idIn, type Resource } from "../entry.ts";
import { addresses } from "../gws/email-input.ts";
import { asked } from "../reads.ts";
import { bare } from "../shapes/addresses.ts";
import { isoTime } from "../shapes/times.ts";
import { present } from "../shapes/viewing.ts";
import { below, desktop } from "./paths.ts";

/** What should be looked at before a mail goes out. desktop.md 5.6 */
export const recipientCheck: Resource = {
  name: desktop,
  paths: [below("/emails/{id}/recipient-check")],
  post: written({
    summary: "What should be looked at before the mail goes out",
    body: recipientCheckBody,
    named: "RecipientCheck",
    does: answerCheck,
    answer: recipientCheckAnswer,
  }),
};

async function answerCheck(body: z.output<typeof recipientCheckBody>, asking: Asking): Promise<Answer> {
  const lists = { to: addresses(body.to), cc: addresses(body.cc), bcc: addresses(body.bcc) };
  for (const read of [lists.to, lists.cc, lists.bcc]) if (!read.ok) return refused(read.refusal);
  const given = (list: (typeof lists)["to"]) => (list.ok ? list.value?.value : undefined);
  const warnings = await asked(asking, checkRecipients, {
    id: idIn(asking),
    ...present("to", given(lists.to)),
    ...present("cc", given(lists.cc)),
    ...present("bcc", given(lists.bcc)),
    text: body.text,
  });
  if (!warnings.ok) return refused(warnings.refusal);
  return success({
    warnings: warnings.value.map(({ kind, address, level, text }) => ({
      kind,
      ...present("address", address),
      level,
      text,
    })),
  });
}

type Users = ReadonlyMap<string, string>;

const versionShape = ({ version, at, by, bytes }: DraftVersion, users: Users) => ({
  version,
  at: isoTime(at),
  by: users.get(by) ?? by,
  bytes,
});

/** What a draft said before. desktop.md 13 */
export const draftVersions: Resource = {
  name: desktop,
  paths: [below("/drafts/{id}/versions")],
  get: {
    answer: async (asking) => {
      const found = await asked(asking, listDraftVersions, { id: idIn(asking) });
      if (!found.ok) return refused(found.refusal);
      const { versions, users } = found.value;
      return success({ versions: versions.map((one) => versionShape(one, users)) });
    },
    describes: { summary: "What a draft said before, the present text first", answer: draftVersionsAnswer },
  },
};

export const draftVersion: Resource = {
  name: desktop,
  paths: [below("/drafts/{id}/versions/{v}")],
  get: {
    answer: async (asking) => {
      const v = asking.request.params["v"] ?? "";
      const version = /^\d{1,15}$/.test(v) ? Number(v) : -1;
      const found = await asked(asking, findDraftVersion, { id: idIn(asking), version });
      if (!found.ok) return refused(found.refusal);
      const { content, users } = found.value;
      return success({
        ...versionShape(found.value.version, users),
        content: {
          ...present("from", content.from?.address),
          to: bare(content.to),
          cc: bare(content.cc),
          bcc: bare(content.bcc),
          subject: content.subject,
          body: content.html,
          bodyAsPlainText: content.text,
        },
      });
    },
    describes: { summary: "One of them with its text", answer: draftVersionAnswer },
  },
};
