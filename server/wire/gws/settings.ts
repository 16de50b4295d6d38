import { answerWith, settingsResource } from "@postroom/contract";
import { z } from "zod";
import { found } from "../../queries/query.ts";
import { findWorkspace } from "../../queries/user/workspace.ts";
import type { Resource } from "../entry.ts";
import { collection, shaped, single } from "../reads.ts";
import { businessAttributesOf } from "../shapes/business-attributes.ts";
import { settingsShape, workspaceSection } from "../shapes/workspace.ts";
import { userSettings, workspacePut } from "./settings-writes.ts";

const settingsGet = single({
  summary: "The settings of the user's desktop",
  under: "settings",
  row: (asking) => shaped(asking, findWorkspace, {}, ({ user, workspace }) => settingsShape(user, workspace)),
  answer: answerWith({ settings: settingsResource }),
});

/** What desktops are told to do. wire.md 10.4 */
export const settings: readonly Resource[] = [
  { name: "Settings", paths: ["/settings"], get: settingsGet },
  { name: "Settings", paths: [`/settings/${workspaceSection}`], get: settingsGet, put: workspacePut },
  userSettings,
];

const attribute = z.strictObject({
  name: z.string(),
  values: z.array(z.strictObject({ name: z.string(), displayName: z.string() })),
});

/** Lists of values that desktops offer. wire.md 10.3 */
export const businessAttributes: Resource = {
  name: "Settings",
  paths: ["/internal-api/business-attributes"],
  get: collection({
    summary: "Lists of values: dispositions, types and subtypes",
    under: "businessAttributes",
    rows: async ({ answering }) => found(businessAttributesOf(answering.settings)),
    fields: ["name"],
    answer: answerWith({ businessAttributes: z.array(attribute) }),
  }),
};
