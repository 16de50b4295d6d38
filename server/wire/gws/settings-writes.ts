import {
  answerWith,
  type GivenWorkspace,
  isWorkspaceKey,
  nothingBody,
  pathText,
  removedAnswer,
  settingsResource,
  workspaceBody,
} from "@postroom/contract";
import { resetUserSettings } from "../../operations/configuration/reset-user-settings.ts";
import { saveUserSettings } from "../../operations/configuration/save-user-settings.ts";
import { saveWorkspace } from "../../operations/configuration/save-workspace.ts";
import type { WorkspaceValues } from "../../operations/configuration/workspace-values.ts";
import { type Found, found, missing } from "../../queries/query.ts";
import { findUserSettings } from "../../queries/user/workspace.ts";
import { success } from "../answers.ts";
import { doing, written } from "../commands.ts";
import { type Asking, idIn, type Resource } from "../entry.ts";
import { shaped, single } from "../reads.ts";
import { settingsShape } from "../shapes/workspace.ts";
import { configures } from "./configuring.ts";

/** `PUT /settings/interaction-workspace`: the defaults of everybody. wire.md 10.4 */
export const workspacePut = configures(
  written({
    summary: "Changes defaults of the desktop's settings; keys that are absent stay",
    body: workspaceBody,
    named: "Workspace",
    does: (body, asking) =>
      doing({
        versioned: false,
        operation: saveWorkspace,
        input: (given: GivenWorkspace) => valuesIn(given, asking),
        answers: () => success({}),
      })(body, asking),
    answer: removedAnswer,
  }),
);

/** One user's own values, above the defaults. wire.md 10.4 */
export const userSettings: Resource = {
  name: "Settings",
  paths: ["/users/{id}/settings"],
  get: single({
    summary: "The settings of one user's desktop",
    under: "settings",
    row: (asking) =>
      shaped(asking, findUserSettings, { id: idIn(asking) }, ({ user, workspace }) => settingsShape(user, workspace)),
    answer: answerWith({ settings: settingsResource }),
  }),
  put: configures(
    written({
      summary: "Changes one user's own values; keys that are absent stay",
      body: workspaceBody,
      named: "Workspace",
      does: (body, asking) =>
        doing({
          versioned: false,
          operation: saveUserSettings,
          input: (given: GivenWorkspace) => valuesIn(given, asking),
          answers: () => success({}),
        })(body, asking),
      answer: removedAnswer,
    }),
  ),
  delete: configures(
    written({
      summary: "Takes one user's own values away: the defaults count again",
      body: nothingBody,
      does: doing({
        versioned: false,
        operation: resetUserSettings,
        input: () => found({}),
        answers: () => success({}),
      }),
      answer: removedAnswer,
    }),
  ),
};

/** Refuses keys that nobody knows (10): those of wire.md 10.4, of the provisioning file, and `custom.…` are known. */
function valuesIn({ values, at }: GivenWorkspace, { answering }: Asking): Found<WorkspaceValues> {
  const pathOf = (key: string): string => pathText([...at, key], "$");
  const { workspace } = answering.settings;
  const unknown = Object.keys(values).find((key) => !isWorkspaceKey(key) && !Object.hasOwn(workspace, key));
  if (unknown === undefined) return found({ values, pathOf });
  return missing({ kind: "badValue", path: pathOf(unknown), because: "no such setting" });
}
