import { answerWith } from "@postroom/contract";
import { z } from "zod";
import { findWorkbin, listWorkbins } from "../../queries/workbin/list.ts";
import { idIn, type Resource } from "../entry.ts";
import { collection, shaped, single } from "../reads.ts";
import { workbinShape } from "../shapes/workbin.ts";

/** wire.md 7 */
const workbinResource = z.strictObject({
  id: z.string(),
  workbinName: z.string(),
  name: z.string(),
  displayName: z.string(),
  type: z.enum(["Agent", "AgentGroup"]),
  uri: z.string(),
  path: z.string(),
  count: z.int(),
});

/** Every agent has a shelf in each, or every group; `count` is what lies on the user's own. */
export const workbins: Resource = {
  name: "Workbins",
  paths: ["/workbins", "/me/workbins"],
  get: collection({
    summary: "All workbins",
    under: "workbins",
    rows: (asking) =>
      shaped(asking, listWorkbins, {}, (found) => found.map((one) => workbinShape(one, asking.answering.publicUrl))),
    fields: Object.keys(workbinResource.shape),
    uri: ({ uri }) => uri,
    answer: answerWith({ workbins: z.array(workbinResource) }),
  }),
};

export const workbin: Resource = {
  name: "Workbins",
  paths: ["/workbins/{id}", "/me/workbins/{id}"],
  get: single({
    summary: "One workbin",
    under: "workbin",
    row: (asking) =>
      shaped(asking, findWorkbin, { id: idIn(asking) }, (found) => workbinShape(found, asking.answering.publicUrl)),
    answer: answerWith({ workbin: workbinResource }),
  }),
};
