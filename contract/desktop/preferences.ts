import { z } from "zod";
import { answerWith } from "../envelope.ts";

const language = z.string().regex(/^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}$/);
const pixels = z.int().min(0).max(10_000);

const entriesMax = 500;
const tooMany = `at most ${entriesMax} entries`;

const preferenceMembers = {
  theme: z.enum(["system", "light", "dark"]),
  density: z.enum(["comfortable", "compact"]),
  /** BCP 47. */
  language,
  /** In which replies are written. */
  replyLanguage: language,
  /** What is shown when an e-mail is done. */
  afterDone: z.enum(["next", "list", "stay"]),
  /** Command → its keys; none switches them off. */
  keys: z.record(z.string().max(100), z.array(z.string().max(50)).max(5)).refine(fewEntries, { error: tooMany }),
  sound: z.union([
    z.boolean(),
    z.object({
      name: z.string().max(50).optional(),
      volume: z.number().min(0).max(1).optional(),
      repeats: z.boolean().optional(),
    }),
  ]),
  /** Part of the page → its width, or whether it is shown. */
  panes: z.record(z.string().max(50), z.union([pixels, z.boolean()])).refine(fewEntries, { error: tooMany }),
};

function fewEntries(given: object): boolean {
  return Object.keys(given).length <= entriesMax;
}

/** `PUT /me/preferences`: what is given is chosen, the rest stays. desktop.md 13 */
export const preferencesBody = z.object(preferenceMembers).partial();

/** What was never chosen is absent. */
export const preferencesResource = z.strictObject({ ...preferencesBody.shape, version: z.int() });

export const preferencesAnswer = answerWith({ preferences: preferencesResource });
