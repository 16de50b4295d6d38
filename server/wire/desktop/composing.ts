import { draftVersionAnswer, draftVersionsAnswer } from "@postroom/contract";
import type { DraftVersion } from "../../ports/drafts.ts";
import { findDraftVersion, listDraftVersions } from "../../queries/desktop/draft-versions.ts";
import { refused, success } from "../answers.ts";
import { idIn, type Resource } from "../entry.ts";
import { asked } from "../reads.ts";
import { bare } from "../shapes/addresses.ts";
import { isoTime } from "../shapes/times.ts";
import { present } from "../shapes/viewing.ts";
import { below, desktop } from "./paths.ts";

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
