import { preferencesAnswer, preferencesBody } from "@postroom/contract";
import { savePreferences } from "../../operations/desktop/save-preferences.ts";
import { found } from "../../queries/query.ts";
import { etag, success } from "../answers.ts";
import { doing, written } from "../commands.ts";
import type { Resource } from "../entry.ts";
import { preferencesShape } from "../shapes/preferences.ts";
import { below, desktop } from "./paths.ts";

/** How the user likes the desktop; read with the snapshot. desktop.md 13 */
export const preferences: Resource = {
  name: desktop,
  paths: [below("/me/preferences")],
  put: written({
    summary: "Keeps what the user chose for the desktop",
    body: preferencesBody,
    named: "Preferences",
    does: doing({
      operation: savePreferences,
      input: (values) => found({ values }),
      answers: (saved) => success({ preferences: preferencesShape(saved) }, etag(saved.version)),
    }),
    answer: preferencesAnswer,
  }),
};
